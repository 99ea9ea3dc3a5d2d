package io.github.gradlock.harness.lock;

import java.util.List;

/**
 * What a run will do.
 *
 * @param environments in the order asked for, each display name once
 */
public record Selection(List<PlannedEnvironment> environments) {
    /** Copies the list. */
    public Selection {
        environments = List.copyOf(environments);
    }

    /** Returns the environments alone. */
    public List<ResolvedEnvironment> resolved() {
        return environments.stream().map(PlannedEnvironment::environment).toList();
    }

    /** Returns the names of the environments, with their variants. */
    public List<String> displayNames() {
        return resolved().stream().map(ResolvedEnvironment::displayName).toList();
    }
}
