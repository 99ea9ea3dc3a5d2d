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
 * @param fault what is wrong with one that cannot be read, or was changed by hand; null if it can be used
 */
public record LockUpdate(
        EnvironmentSpec spec,
        @Nullable EnvironmentLock before,
        @Nullable String staleness,
        @Nullable GradlockException fault) {

    /** Looks at a spec and its lock. */
    public static LockUpdate of(EnvironmentSpec spec) {
        try {
            Optional<EnvironmentLock> lock = LockFile.find(spec);
            return new LockUpdate(
                    spec,
                    lock.orElse(null),
                    lock.map(found -> LockReview.staleness(spec, found).orElse(null))
                            .orElse(null),
                    null);
        } catch (GradlockException unreadable) {
            String place = unreadable.location() == null ? "" : " (" + unreadable.location() + ")";
            return new LockUpdate(spec, null, unreadable.getMessage() + place, unreadable);
        }
    }

    /** Returns what makes it hold: a command; what nobody can read, or somebody changed, is replaced on purpose only. */
    public String command() {
        if (isNewer()) {
            return "update gradlock, or delete the file";
        }
        return "gradlock lock " + spec.argument() + (fault == null ? "" : " --update");
    }

    /** Returns whether it is that of a newer gradlock. */
    public boolean isNewer() {
        return fault != null && LockFile.isNewer(LockFile.of(spec));
    }

    /**
     * Refuses to write over a lock that is of a newer gradlock, cannot be read, or was changed by hand: what it pins would be lost unseen. A spec
     * that holds a login gets none.
     *
     * @param anew whether all pins are asked to be made anew, which is allowed for any but a newer one
     * @throws GradlockException that says what is wrong with it
     */
    public void requireReplaceable(boolean anew) {
        // Here too, since pins that are kept are not resolved.
        ChannelLogins.refuse(spec);
        GradlockException problem = fault;
        if (problem != null && isNewer()) {
            throw problem;
        }
        if (problem != null && !anew) {
            throw GradlockException.badInput(
                    problem.location(),
                    "the lock of " + spec.name() + " cannot be used, and is not written over: " + problem.getMessage(),
                    remedy());
        }
    }

    /** Returns what to do about it: the command alone would replace pins that may be worth to be kept. */
    public String remedy() {
        GradlockException problem = fault;
        if (problem == null) {
            return command();
        }
        return isNewer()
                ? problem.hint()
                : command() + " pins all of it anew; or take the file back from version control"
                        + (LockFile.isEdited(problem) ? "; if the change is meant, remove this line" : "");
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
        return withHeldPins(held).orElseGet(() -> locking.resolve(spec));
    }

    /** Returns the lock that needs nothing resolved: the one on disk, or its pins for the changed spec; nothing where these do not do. */
    public Optional<EnvironmentLock> unresolved() {
        ChannelLogins.refuse(spec);
        EnvironmentLock held = before;
        return held == null ? Optional.empty() : staleness == null ? Optional.of(held) : withHeldPins(held);
    }

    private Optional<EnvironmentLock> withHeldPins(EnvironmentLock held) {
        boolean pinsHold = held.name().equals(spec.name())
                && !involvesPackages(held)
                && LockReview.unsatisfied(spec, held).isEmpty();
        return pinsHold
                ? Optional.of(EnvironmentLock.of(spec.name(), spec.hash(), held.platforms()))
                : Optional.empty();
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
                    command() + " pins all of it");
        }
        requireEveryPlatform(held, renewal);
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
                    "gradlock lock " + spec.argument() + " --update resolves all of it");
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
                    command());
        }
    }

    /** Looked at before anything is asked for: a lock without pins for some of its platforms holds for none. */
    private void requireEveryPlatform(@Nullable EnvironmentLock held, Renewal renewal) {
        List<String> asked = renewal.platforms();
        List<String> left = spec.platforms().stream()
                .filter(one -> !asked.contains(one))
                .filter(one -> held == null || !held.platforms().containsKey(one))
                .toList();
        if (!asked.isEmpty() && !left.isEmpty() && spec.platforms().containsAll(asked)) {
            throw GradlockException.badInput(
                    spec.file().toString(),
                    "--platform " + String.join(" --platform ", asked) + " would leave " + spec.name()
                            + " without pins for " + String.join(", ", left)
                            + (held == null ? ": it has no lock yet" : ": its lock has none"),
                    "gradlock lock " + spec.argument()
                            + (held == null ? " pins all platforms" : " --update pins all platforms")
                            + "; then --platform renews one and keeps the others");
        }
    }

    /** Returns which pins moved. */
    public List<String> moves(EnvironmentLock after) {
        return before == null ? List.of() : LockChanges.between(before, after);
    }
}
