package io.github.gradlock.faults;

import io.github.gradlock.recorder.GradientRecorder;
import java.util.Arrays;

/**
 * Adds up a gradient with a parallel stream's {@code reduce}.
 *
 * <p>Cause: the stream splits its range by the parallelism of the common pool, and adds the parts' sums. Shows: variant
 * {@code threads}, always, between numbers of threads that give the pool another parallelism (1 or 2, and 7).
 */
final class ParallelReduceFault {
    @Planted(shows = Variation.VARIANT)
    void biasGradient(GradientRecorder recorder) {
        double[] gradient = gradient();
        recorder.record("gradient", gradient, gradient.length);
    }

    static double[] gradient() {
        double[] gradient = new double[16];
        for (int output = 0; output < gradient.length; output++) {
            gradient[output] =
                    Arrays.stream(Terms.mixed(5_000, output)).parallel().reduce(0, Double::sum);
        }
        return gradient;
    }
}
