package io.github.gradlock.harness.cause;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Whether a deviation looks like rounding: up and down alike, relative to each element, and no smooth function of an input.
 *
 * @param deviation of finite elements
 */
record Noise(Deviation deviation) {
    /** Of fewer elements a curve looks like chance. */
    private static final int ENOUGH = 8;

    /** Below it a sequence of some elements is hardly noise. */
    private static final double SMOOTH = 0.7;

    /** Some roundings of inputs and intermediate results. */
    private static final double SOME = 6;

    /** Returns the root mean square of the deviation, relative to that of the results. */
    double level() {
        double squares = 0;
        double scale = 0;
        for (int i : deviation.differing()) {
            squares += deviation.added(i) * deviation.added(i);
            scale += deviation.good(i) * deviation.good(i);
        }
        return Math.sqrt(squares / scale);
    }

    boolean isBalanced() {
        int count = deviation.differing().size();
        long up = deviation.differing().stream()
                .filter(i -> deviation.added(i) > 0)
                .count();
        return 4 * up >= count && 4 * (count - up) >= count;
    }

    /** Returns whether elements that are computed one by one are off as by some roundings of this relative size. */
    boolean isOfRounding(double unit) {
        boolean relative = deviation.differing().stream()
                .allMatch(i -> Math.abs(deviation.added(i)) <= SOME * unit * Math.abs(deviation.good(i)));
        return relative && new MissingFactor(deviation).constantWhereDiffering() == null && !isSmooth();
    }

    /** Neighbours in memory, by an input, or by its magnitude, are off alike, as by another formula. */
    boolean isSmooth() {
        List<Integer> differing = deviation.differing();
        if (differing.size() < ENOUGH) {
            return false;
        }
        if (roughness(Comparator.naturalOrder()) < SMOOTH) {
            return true;
        }
        for (Values input : deviation.operation().leftInputs()) {
            if (input.isFloating() && input.count() == deviation.count()) {
                double[] x = input.numbers();
                if (roughness(Comparator.comparingDouble(i -> x[i])) < SMOOTH
                        || roughness(Comparator.comparingDouble(i -> Math.abs(x[i]))) < SMOOTH) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Returns von Neumann's ratio, of the mean square successive difference to the variance: 2 for noise. */
    private double roughness(Comparator<Integer> order) {
        double[] relative = deviation.differing().stream()
                .sorted(order)
                .mapToDouble(i -> deviation.added(i) / deviation.good(i))
                .toArray();
        double mean = Arrays.stream(relative).average().orElse(0);
        double variance = 0;
        double successive = 0;
        for (int k = 0; k < relative.length; k++) {
            variance += (relative[k] - mean) * (relative[k] - mean);
            double step = k == 0 ? 0 : relative[k] - relative[k - 1];
            successive += step * step;
        }
        return successive / variance;
    }
}
