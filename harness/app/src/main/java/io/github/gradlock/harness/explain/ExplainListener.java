package io.github.gradlock.harness.explain;

/** Hears how an explanation goes, from several threads. */
public interface ExplainListener {
    /**
     * An environment is about to be run, or found among earlier runs.
     *
     * @param run its number, from 1
     * @param what it is for
     */
    void starts(int run, String what);

    /** A run that has started is there, or could not be. */
    void ends(int run);

    /** Something that a person should know, in a line. */
    void remark(String text);
}
