package io.github.gradlock.faults;

import io.github.gradlock.recorder.GradientRecorder;
import java.util.Arrays;
import java.util.Set;

/**
 * Adds up the gradients of a parameter's uses in the order of {@code Set.of}.
 *
 * <p>Cause: immutable sets and maps start their iteration at a place that a salt chooses, drawn once a process. Shows:
 * every restart; the same within a process.
 */
final class SetOrderFault {
    @Planted(shows = Variation.RESTART)
    void sharedParameterGradient(GradientRecorder recorder) {
        double[] gradient = gradient();
        recorder.record("gradient", gradient, gradient.length);
    }

    static double[] gradient() {
        double[] gradient = new double[32];
        for (int output = 0; output < gradient.length; output++) {
            Double[] uses =
                    Arrays.stream(Terms.mixed(64, output)).boxed().distinct().toArray(Double[]::new);
            for (double use : Set.of(uses)) {
                gradient[output] += use;
            }
        }
        return gradient;
    }
}
