package io.github.gradlock.recorder;

import java.util.Map;

/**
 * Adds to the provenance of a bundle what a suite or engine knows of itself: its version, its numerics contract, the
 * kernel provider it chose and why, threads.
 *
 * <p>Found by {@link java.util.ServiceLoader}; asked after each iteration, when lazy choices have been made.
 */
@FunctionalInterface
public interface ProvenanceContributor {
    /** Returns values by dotted key, {@code engine.version}. */
    Map<String, String> provenance();
}
