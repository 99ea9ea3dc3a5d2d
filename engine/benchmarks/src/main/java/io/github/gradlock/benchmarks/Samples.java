package io.github.gradlock.benchmarks;

import java.util.Arrays;

/**
 * What the rounds of a row gave, in seconds a run.
 *
 * @param ours in the order of the rounds
 * @param theirs in the same order
 */
record Samples(double[] ours, double[] theirs) {
    /** Returns the middle value, or the mean of the two in the middle. */
    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Returns the samples with the cost of the binding taken off PyTorch's; a tenth is left of the smallest. */
    Samples withoutBinding(double seconds) {
        double[] less = new double[theirs.length];
        Arrays.setAll(less, i -> Math.max(theirs[i] - seconds, theirs[i] / 10));
        return new Samples(ours, less);
    }

    /** Returns how many times as long theirs took, round by round, from the least to the greatest. */
    double[] ratios() {
        double[] ratios = new double[ours.length];
        Arrays.setAll(ratios, i -> theirs[i] / ours[i]);
        Arrays.sort(ratios);
        return ratios;
    }
}
