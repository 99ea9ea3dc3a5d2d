package io.github.gradlock.faults;

import io.github.gradlock.recorder.GradientRecorder;

/**
 * Takes the gradient of {@code sum(exp(x))}, which is {@code exp(x)}, from the Vector API, often enough for C2 to compile it.
 *
 * <p>Cause: interpreted, {@code lanewise(EXP)} calls {@code Math.exp} for each lane; compiled, a vector library with
 * other last bits. Shows: between the first iteration, which starts cold, and the later ones, which start compiled.
 */
final class VectorExpFault {
    private static final int STEPS = 10_000;

    @Planted(shows = Variation.ITERATION)
    void exponentialGradient(GradientRecorder recorder) {
        VectorModule.assumeMathLibrary();
        double[] gradient = gradient();
        recorder.record("gradient", gradient, gradient.length);
    }

    /** Returns the first gradient, shape {@code [1024]}, followed by the last one. */
    static double[] gradient() {
        double[] x = Terms.spread(1_024, -8, 8);
        double[] first = LaneArithmetic.exp(x);
        double[] last = first;
        for (int step = 1; step < STEPS; step++) {
            last = LaneArithmetic.exp(x);
        }
        double[] gradient = new double[2 * x.length];
        System.arraycopy(first, 0, gradient, 0, x.length);
        System.arraycopy(last, 0, gradient, x.length, x.length);
        return gradient;
    }
}
