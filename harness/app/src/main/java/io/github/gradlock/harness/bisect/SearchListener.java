package io.github.gradlock.harness.bisect;

import java.util.List;

/**
 * Hears what a search tries.
 *
 * @param <F> a factor
 */
public interface SearchListener<F> {
    /**
     * A trial begins.
     *
     * @param factors of the trial
     * @param run its number, from 1
     * @param atMost number of runs, if no more factors work together than are known to by now
     */
    void starts(List<F> factors, int run, int atMost);

    /** It has ended. */
    void ended(List<F> factors, Outcome outcome);
}
