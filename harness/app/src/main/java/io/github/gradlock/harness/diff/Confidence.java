package io.github.gradlock.harness.diff;

/** What clean repetitions prove. */
public final class Confidence {
    private static final double MISSED = 0.05;

    private Confidence() {}

    /**
     * Returns the upper bound, at 95 % confidence, of the probability with which one execution varies, if none of so many did:
     * 1 − 0.05^(1/n), from (1 − p)^n ≥ 0.05.
     */
    public static double upperBound(int executions) {
        if (executions < 1) {
            throw new IllegalArgumentException("no executions");
        }
        return -Math.expm1(Math.log(MISSED) / executions);
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
}
