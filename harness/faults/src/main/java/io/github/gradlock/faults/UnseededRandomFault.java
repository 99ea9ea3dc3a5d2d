package io.github.gradlock.faults;

import io.github.gradlock.recorder.GradientRecorder;
import java.util.Random;

/**
 * Draws a dropout mask from a {@link Random} without a seed.
 *
 * <p>Cause: the seed is drawn from the clock and a counter. Shows: every iteration.
 */
final class UnseededRandomFault {
    @Planted(shows = Variation.ITERATION)
    void dropoutGradient(GradientRecorder recorder) {
        double[] gradient = gradient();
        recorder.record("gradient", gradient, gradient.length);
    }

    static double[] gradient() {
        Random random = new Random();
        double[] gradient = Terms.mixed(128, 1);
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = random.nextBoolean() ? 2 * gradient[i] : 0;
        }
        return gradient;
    }
}
