package io.github.gradlock.harness.diff;

/** What can be said of a case after the comparison, from best to worst. */
public enum Verdict {
    /** The same bits in every execution. */
    REPRODUCIBLE("reproducible"),
    /** Bits differ, and the policy of the case allows every one of the differences. */
    WITHIN_POLICY("within policy"),
    /** Missing, failed or skipped somewhere, or of another type or shape. */
    INCOMPLETE("incomplete"),
    /** Bits differ between environments. */
    DIVERGENT("divergent"),
    /** Bits differ within one environment, across iterations or restarts. */
    NONDETERMINISTIC("nondeterministic");

    private final String word;

    Verdict(String word) {
        this.word = word;
    }

    /** Returns the word that reports use. */
    public String word() {
        return word;
    }
}
