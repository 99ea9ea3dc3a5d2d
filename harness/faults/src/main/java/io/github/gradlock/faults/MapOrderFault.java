package io.github.gradlock.faults;

import io.github.gradlock.recorder.GradientRecorder;
import java.util.Map;
import java.util.TreeMap;

/**
 * Adds up the norm of a model's gradients in the order of {@code Map.copyOf}, keyed by parameter name.
 *
 * <p>Cause: the salt of the immutable collections, drawn once a process. Shows: every restart; the same within a process.
 */
final class MapOrderFault {
    @Planted(shows = Variation.RESTART)
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
            for (double term : Map.copyOf(named).values()) {
                gradient[output] += term;
            }
        }
        return gradient;
    }
}
