package io.github.gradlock.harness.diff;

import java.util.OptionalDouble;

/** What clean repetitions prove. */
public final class Confidence {
    private static final double MISSED = 0.05;

    private Confidence() {}

    /**
     * Returns the least share that the rarer of two results can have so that so many repetitions show both with a probability of
     * 95 %: the least p with {@link #seen} at 0.95 or above. With many repetitions it is 1 − 0.05^(1/n), from (1 − p)^n ≤ 0.05;
     * with fewer than six there is none, for even two results of equal share would be missed too often.
     */
    public static OptionalDouble leastSeen(int repetitions) {
        if (seen(0.5, repetitions) < 1 - MISSED) {
            return OptionalDouble.empty();
        }
        double missed = 0;
        double shown = 0.5;
        // The probability grows with a share up to a half; as many halvings leave nothing between two doubles.
        for (int i = 0; i < 60; i++) {
            double middle = (missed + shown) / 2;
            if (seen(middle, repetitions) >= 1 - MISSED) {
                shown = middle;
            } else {
                missed = middle;
            }
        }
        return OptionalDouble.of(shown);
    }

    /**
     * Returns how many independent executions show what shows with a probability in each, with a confidence: ⌈ln(1 − c) / ln(1
     * − p)⌉.
     */
    public static int executions(double probability, double confidence) {
        if (!(probability > 0 && probability <= 1 && confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("probability " + probability + ", confidence " + confidence);
        }
        return (int) Math.max(1, Math.ceil(Math.log1p(-confidence) / Math.log1p(-probability)));
    }

    /**
     * Returns the probability that so many independent repetitions show two unlike results, if so great a share of them is unlike
     * the others: 1 − (1 − p)^n − p^n. Unlike a comparison with a result that is known, all could be of the unlike kind. With
     * more than two results it is greater.
     *
     * @param share from 0 to 1
     * @param repetitions one or more
     */
    public static double seen(double share, int repetitions) {
        if (!(share >= 0 && share <= 1) || repetitions < 1) {
            throw new IllegalArgumentException("share " + share + ", repetitions " + repetitions);
        }
        return Math.max(0, 1 - Math.pow(1 - share, repetitions) - Math.pow(share, repetitions));
    }
}
