package io.github.gradlock.harness.bisect;

/** Hears how a bisection goes. */
public interface BisectionListener {
    /**
     * An environment is about to be run, or found among earlier runs.
     *
     * @param what it is, for people
     * @param bound how far the search is, {@code run 3 of at most 8}; empty before it begins
     */
    void starts(String what, String bound);

    /** A trial of the search has ended. */
    void ended(TrialRecord trial);

    /** Something that a person should know, in a line or two. */
    void remark(String text);
}
