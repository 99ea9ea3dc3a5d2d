package io.github.gradlock.faults;

import io.github.gradlock.recorder.GradientRecorder;
import java.util.Map;
import java.util.TreeMap;

/** Computes what {@link MapOrderFault} does, in the order of the keys. */
final class OrderedSumControl {
    @Control
    void clippedGradient(GradientRecorder recorder) {
        double[] gradient = gradient();
        recorder.record("gradient", gradient, gradient.length);
    }

    static double[] gradient() {
        double[] gradient = new double[32];
        for (int output = 0; output < gradient.length; output++) {
            double[] terms = Terms.mixed(64, 100 + output);
            Map<String, Double> named = new TreeMap<>();
            for (int i = 0; i < terms.length; i++) {
                named.put("layer" + i + ".weight", terms[i]);
            }
            for (double term : named.values()) {
                gradient[output] += term;
            }
        }
        return gradient;
    }
}
