package io.github.gradlock.benchmarks;

import java.util.Arrays;

/**
 * What the rounds of a row gave, in seconds a run and in the order of the rounds.
 *
 * @param ours of our side
 * @param theirs of PyTorch's; empty where there is none
 * @param binding of the empty calls in PyTorch's; empty where they cannot be seen
 */
record Samples(double[] ours, double[] theirs, double[] binding) {
    /** What is left of PyTorch's time at least: the empty calls are measured, and measurements vary. */
    private static final double LEAST = 0.1;

    /** Returns the middle value, or the mean of the two in the middle. */
    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Returns PyTorch's samples, the empty calls taken off. */
    double[] theirsAlone() {
        double off = binding.length == 0 ? 0 : median(binding);
        return Arrays.stream(theirs)
                .map(seconds -> Math.max(seconds - off, LEAST * seconds))
                .toArray();
    }

    /** Returns how many times as long PyTorch took, round by round, from the least to the greatest. */
    double[] ratios() {
        double[] alone = theirsAlone();
        double[] ratios = new double[ours.length];
        Arrays.setAll(ratios, i -> alone[i] / ours[i]);
        Arrays.sort(ratios);
        return ratios;
    }
}
