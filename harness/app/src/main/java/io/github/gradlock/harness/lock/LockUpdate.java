package io.github.gradlock.harness.lock;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.lock.EnvironmentLock.PlatformLock;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import io.github.gradlock.harness.spec.EnvironmentSpec.RuntimeKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What has to become of the lock of one environment.
 *
 * @param spec of the environment
 * @param before the lock on disk, null if there is none
 * @param staleness why it does not hold, or cannot be read; null if it holds, or there is none
 */
public record LockUpdate(
        EnvironmentSpec spec,
        @Nullable EnvironmentLock before,
        @Nullable String staleness) {

    /** Looks at a spec and its lock. */
    public static LockUpdate of(EnvironmentSpec spec) {
        try {
            Optional<EnvironmentLock> lock = LockFile.find(spec);
            return new LockUpdate(
                    spec,
                    lock.orElse(null),
                    lock.map(found -> LockReview.staleness(spec, found).orElse(null))
                            .orElse(null));
        } catch (GradlockException unreadable) {
            // It is written anew, as the hint of every such error says.
            String place = unreadable.location() == null ? "" : " (" + unreadable.location() + ")";
            return new LockUpdate(spec, null, unreadable.getMessage() + place);
        }
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

    /** Returns {@code current}, {@code missing}, or {@code stale}, which an unreadable one is too. */
    public String status() {
        return isCurrent() ? "current" : before == null && staleness == null ? "missing" : "stale";
    }

    /** Returns whether the lock is there and holds. */
    public boolean isCurrent() {
        return before != null && staleness == null;
    }

    /** Returns the lock as it has to be: the one on disk if it holds, its pins if they still satisfy the changed spec, and new pins otherwise. */
    public EnvironmentLock after(Locking locking) {
        EnvironmentLock held = before;
        if (held == null) {
            return locking.resolve(spec);
        }
        if (staleness == null) {
            return held;
        }
        boolean pinsHold = held.name().equals(spec.name())
                && !involvesPackages(held)
                && LockReview.unsatisfied(spec, held).isEmpty();
        return pinsHold ? EnvironmentLock.of(spec.name(), spec.hash(), held.platforms()) : locking.resolve(spec);
    }

    /** Packages are there because something asked for them, and a lock does not say what: their closure is made anew. */
    private boolean involvesPackages(EnvironmentLock held) {
        return asksForPackages()
                || held.platforms().values().stream()
                        .anyMatch(pins -> !pins.packages().isEmpty());
    }

    private boolean asksForPackages() {
        if (hasArtifacts(spec)) {
            return true;
        }
        if (spec.runtime() != RuntimeKind.CONTAINER) {
            return false;
        }
        ImageRequest request = ImageRequest.of(spec);
        return !request.packages().isEmpty() || !request.conda().isEmpty();
    }

    /**
     * Returns the lock with pins moved to what is current.
     *
     * @param renewal which
     * @throws GradlockException if one is not pinned here, or the others do not satisfy the spec
     */
    public EnvironmentLock moved(Locking locking, Renewal renewal) {
        EnvironmentLock held = before;
        if (held == null && !renewal.isWhole()) {
            throw GradlockException.badInput(
                    LockFile.of(spec).toString(),
                    "the lock of " + spec.name() + " has no pins that could be moved: "
                            + (staleness == null ? "there is none" : staleness),
                    "gradlock lock " + spec.name() + " pins all of it");
        }
        if (held == null && renewal.platforms().isEmpty()) {
            return locking.resolve(spec);
        }
        if (held != null) {
            requireThatOthersHold(held, renewal);
            renewal.requirePinned(spec, held);
        }
        EnvironmentLock moved = locking.resolve(spec, renewal, held);
        LockReview.unsatisfied(spec, moved).ifPresent(reason -> {
            throw GradlockException.badInput(
                    spec.file().toString(),
                    "with these pins moved alone the lock of " + spec.name() + " does not hold: " + reason,
                    "gradlock lock " + spec.name() + (held == null ? "" : " --update") + " resolves all of it");
        });
        // A day on which the archives hold the same packages is no other lock.
        return held != null && undated(held).equals(undated(moved)) ? held : moved;
    }

    private static EnvironmentLock undated(EnvironmentLock lock) {
        Map<String, PlatformLock> platforms = new TreeMap<>();
        lock.platforms()
                .forEach((platform, pins) -> platforms.put(
                        platform, new PlatformLock(pins.image(), pins.jdk(), pins.cuda(), pins.packages(), null)));
        return EnvironmentLock.of(lock.name(), lock.specHash(), platforms);
    }

    /** Packages that are kept were asked for by the spec that the lock was made of, and by no later one. */
    private void requireThatOthersHold(EnvironmentLock held, Renewal renewal) {
        boolean keepsSome = held.platforms().keySet().stream().anyMatch(platform -> !renewal.isWholeOf(platform));
        if (staleness != null && keepsSome && involvesPackages(held)) {
            throw GradlockException.badInput(
                    LockFile.of(spec).toString(),
                    "the lock of " + spec.name() + " is stale: " + staleness + ", so none of its pins can be kept",
                    "gradlock lock " + spec.name());
        }
    }

    /** Returns which pins moved. */
    public List<String> moves(EnvironmentLock after) {
        return before == null ? List.of() : LockChanges.between(before, after);
    }
}
