package io.github.gradlock.faults;

import io.github.gradlock.recorder.GradientRecorder;

/**
 * Adds embedding gradients into an array that several threads share without synchronisation.
 *
 * <p>Cause: two threads read the same element, and the later write loses the other's term. Shows: every iteration.
 */
final class LostUpdateFault {
    private static final int THREADS = 4;
    private static final int TERMS = 1 << 10;

    /** Long enough for the threads to overlap, even where they have to share one core. */
    private static final int ROUNDS = 4_000;

    @Planted(shows = Variation.ITERATION)
    void embeddingGradient(GradientRecorder recorder) {
        double[] gradient = gradient();
        recorder.record("gradient", gradient, gradient.length);
    }

    static double[] gradient() {
        double[] terms = Terms.mixed(TERMS, 1);
        double[] gradient = new double[8];
        Workers.race(THREADS, worker -> {
            for (int round = 0; round < ROUNDS; round++) {
                for (int i = 0; i < terms.length; i++) {
                    gradient[(i + worker) % gradient.length] += terms[i];
                }
            }
        });
        return gradient;
    }
}
