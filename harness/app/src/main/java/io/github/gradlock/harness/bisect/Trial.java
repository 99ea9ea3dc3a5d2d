package io.github.gradlock.harness.bisect;

import java.io.IOException;
import java.util.List;

/**
 * One end with some factors taken from the other.
 *
 * @param <F> a factor
 */
@FunctionalInterface
public interface Trial<F> {
    /** Runs with these factors, in the order of all of them, and compares with the end that has none. */
    Outcome run(List<F> factors) throws IOException, InterruptedException;
}
