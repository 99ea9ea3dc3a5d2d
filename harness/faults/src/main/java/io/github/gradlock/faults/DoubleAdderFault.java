package io.github.gradlock.faults;

import io.github.gradlock.recorder.GradientRecorder;
import java.util.concurrent.atomic.DoubleAdder;

/**
 * Adds up the gradient of a broadcast bias in a {@link DoubleAdder} that several threads share.
 *
 * <p>Cause: which thread's term lands in which cell, and when, is up to the scheduler. Shows: every iteration.
 */
final class DoubleAdderFault {
    private static final int THREADS = 4;
    private static final int TERMS = 4_000;

    @Planted(shows = Variation.ITERATION)
    void biasGradient(GradientRecorder recorder) {
        double[] gradient = gradient();
        recorder.record("gradient", gradient, gradient.length);
    }

    static double[] gradient() {
        double[] gradient = new double[8];
        for (int output = 0; output < gradient.length; output++) {
            double[] terms = Terms.mixed(THREADS * TERMS, output);
            DoubleAdder sum = new DoubleAdder();
            Workers.race(THREADS, worker -> {
                for (int i = worker; i < terms.length; i += THREADS) {
                    sum.add(terms[i]);
                }
            });
            gradient[output] = sum.sum();
        }
        return gradient;
    }
}
