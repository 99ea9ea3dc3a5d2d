package io.github.gradlock.harness.bisect;

import java.util.Locale;

/** What a trial of some factors gave. */
public enum Outcome {
    /** Every execution is the same bits as the reference's. */
    SAME,
    /** Some execution is other bits than the reference's. */
    DIFFERENT,
    /** It could not be run, or the case has no bits in it: it says nothing. */
    UNRESOLVED;

    /** Returns the word for people and documents. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
