package io.github.gradlock.harness.lock;

import io.github.gradlock.harness.spec.EnvironmentSpec;
import io.github.gradlock.harness.spec.EnvironmentSpec.RuntimeKind;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What has to become of the lock of one environment.
 *
 * @param spec of the environment
 * @param before the lock on disk, null if there is none
 * @param staleness why it does not hold, null if it does
 */
public record LockUpdate(
        EnvironmentSpec spec,
        @Nullable EnvironmentLock before,
        @Nullable String staleness) {

    /** Looks at a spec and its lock. */
    public static LockUpdate of(EnvironmentSpec spec) {
        Optional<EnvironmentLock> lock = LockFile.find(spec);
        return new LockUpdate(
                spec,
                lock.orElse(null),
                lock.map(found -> LockReview.staleness(spec, found).orElse(null))
                        .orElse(null));
    }

    /** Returns whether the environment must have a lock: containers, and hosts with one exact JDK or with artifacts of Maven. */
    public static boolean isNeeded(EnvironmentSpec spec) {
        return spec.runtime() == RuntimeKind.CONTAINER
                || !spec.eachInstalledJdk() && (HostJdk.isExact(spec) || hasArtifacts(spec));
    }

    private static boolean hasArtifacts(EnvironmentSpec spec) {
        return spec.dependencies().stream()
                .anyMatch(dependency -> dependency.manager().equals("maven"));
    }

    /** Returns whether the lock is there and holds. */
    public boolean isCurrent() {
        return before != null && staleness == null;
    }

    /**
     * Returns the lock as it has to be: the one on disk if it holds, its pins if they still satisfy the changed spec, and
     * new pins otherwise.
     *
     * @param move whether pins that hold are moved to what is current
     */
    public EnvironmentLock after(Locking locking, boolean move) {
        EnvironmentLock held = before;
        if (held == null) {
            return locking.resolve(spec);
        }
        if (move) {
            EnvironmentLock moved = locking.resolve(spec);
            // A day on which the archives hold the same packages is no other lock.
            return moved(moved).isEmpty() && moved.specHash().equals(held.specHash()) ? held : moved;
        }
        if (staleness == null) {
            return held;
        }
        // Packages are there because something asked for them, and the lock does not say what: their closure is made
        // anew.
        boolean hasPackages = held.platforms().values().stream()
                .anyMatch(pins -> !pins.packages().isEmpty());
        boolean pinsHold = held.name().equals(spec.name())
                && !hasPackages
                && LockReview.unsatisfied(spec, held).isEmpty();
        return pinsHold ? EnvironmentLock.of(spec.name(), spec.hash(), held.platforms()) : locking.resolve(spec);
    }

    /** Returns which pins moved. */
    public List<String> moved(EnvironmentLock after) {
        return before == null ? List.of() : LockChanges.between(before, after);
    }
}
