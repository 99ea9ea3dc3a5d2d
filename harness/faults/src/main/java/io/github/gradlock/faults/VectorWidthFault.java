package io.github.gradlock.faults;

import io.github.gradlock.recorder.GradientRecorder;

/**
 * Adds up a binary32 gradient in as many lanes as the CPU's vectors have.
 *
 * <p>Cause: the number of partial sums follows {@code SPECIES_PREFERRED}. Shows: variant {@code avx}, always, between
 * {@code avx=0} (4 lanes) and {@code avx=2} (8) or {@code avx=3} (16).
 */
final class VectorWidthFault {
    @Planted(shows = Variation.VARIANT)
    void biasGradient(GradientRecorder recorder) {
        VectorModule.assumePresent();
        double[] gradient = gradient();
        recorder.record("gradient", gradient, gradient.length);
    }

    static double[] gradient() {
        double[] gradient = new double[16];
        for (int output = 0; output < gradient.length; output++) {
            gradient[output] = LaneArithmetic.sum(Terms.narrowed(Terms.mixed(4_096, output)));
        }
        return gradient;
    }
}
