package io.github.gradlock.faults;

import io.github.gradlock.recorder.GradientRecorder;

/**
 * Decays a gradient by the time that has passed, as a schedule over wall-clock time does.
 *
 * <p>Cause: {@code System.nanoTime()}. Shows: every iteration.
 */
final class ClockFault {
    @Planted(shows = Variation.ITERATION)
    void decayedGradient(GradientRecorder recorder) {
        double[] gradient = gradient();
        recorder.record("gradient", gradient, gradient.length);
    }

    static double[] gradient() {
        double decay = 1 / (1 + System.nanoTime() * 1e-12);
        double[] gradient = Terms.mixed(16, 1);
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] *= decay;
        }
        return gradient;
    }
}
