package io.github.gradlock.harness.bisect;

import io.github.gradlock.harness.spec.Repetitions;
import java.io.IOException;
import java.util.List;

/** Runs a suite in mixtures of two environments. */
@FunctionalInterface
public interface Experiment {
    /**
     * Runs the first environment with some factors as the second has them.
     *
     * @param fromB factors taken from the second environment
     * @param selects patterns of the cases; empty for all
     * @param repetitions how often
     * @return what it gave, or why it could not be run
     */
    Observation observe(List<Factor> fromB, List<String> selects, Repetitions repetitions)
            throws IOException, InterruptedException;
}
