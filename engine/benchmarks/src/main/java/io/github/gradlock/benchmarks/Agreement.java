package io.github.gradlock.benchmarks;

import java.util.List;

/**
 * Whether two sides compute the same thing: a check that like is compared with like, and no claim about bits.
 *
 * @param deviation the greatest difference of two elements, as a share of the greatest magnitude in their tensor
 * @param problem what is wrong, or empty
 */
record Agreement(double deviation, String problem) {
    /** Compares results in their order. */
    static Agreement of(List<double[]> ours, List<double[]> theirs, double tolerance) {
        if (ours.size() != theirs.size()) {
            return new Agreement(Double.NaN, "ours has " + ours.size() + " results, theirs " + theirs.size());
        }
        double worst = 0;
        for (int i = 0; i < ours.size(); i++) {
            double[] a = ours.get(i);
            double[] b = theirs.get(i);
            if (a.length != b.length) {
                return new Agreement(
                        Double.NaN, "result " + i + " has " + a.length + " elements here, " + b.length + " there");
            }
            double deviation = deviation(a, b);
            // NaN is no number within a tolerance.
            if (!(deviation <= tolerance)) {
                return new Agreement(
                        deviation,
                        "result %d is %.2e of its greatest element apart, allowed %.0e"
                                .formatted(i, deviation, tolerance));
            }
            worst = Math.max(worst, deviation);
        }
        return new Agreement(worst, "");
    }

    /** Returns whether both sides compute the same thing. */
    boolean holds() {
        return problem.isEmpty();
    }

    private static double deviation(double[] a, double[] b) {
        double difference = 0;
        double magnitude = Double.MIN_NORMAL;
        for (int i = 0; i < a.length; i++) {
            difference = Math.max(difference, Math.abs(a[i] - b[i]));
            magnitude = Math.max(magnitude, Math.abs(b[i]));
        }
        return difference / magnitude;
    }
}
