package io.github.gradlock.harness.lock;

import java.util.List;

/**
 * What a run will do.
 *
 * @param environments in the order asked for, each display name once
 * @param iterations executions of each case in one process
 * @param restarts number of processes
 */
public record Selection(List<ResolvedEnvironment> environments, int iterations, int restarts) {
    /** Copies the list. */
    public Selection {
        environments = List.copyOf(environments);
    }
}
