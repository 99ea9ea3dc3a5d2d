package io.github.gradlock.faults;

import io.github.gradlock.recorder.GradientRecorder;

/**
 * Splits a sum into as many chunks as there are processors, as a hand-written thread pool would.
 *
 * <p>Cause: the order of additions follows {@code Runtime.availableProcessors()}. Shows: variant {@code threads}, always.
 */
final class ProcessorCountFault {
    @Planted(shows = Variation.VARIANT)
    void weightGradient(GradientRecorder recorder) {
        double[] gradient = gradient();
        recorder.record("gradient", gradient, gradient.length);
    }

    static double[] gradient() {
        int chunks = Runtime.getRuntime().availableProcessors();
        double[] gradient = new double[16];
        for (int output = 0; output < gradient.length; output++) {
            double[] terms = Terms.mixed(5_000, output);
            for (int chunk = 0; chunk < chunks; chunk++) {
                double sum = 0;
                for (int i = terms.length * chunk / chunks; i < terms.length * (chunk + 1) / chunks; i++) {
                    sum += terms[i];
                }
                gradient[output] += sum;
            }
        }
        return gradient;
    }
}
