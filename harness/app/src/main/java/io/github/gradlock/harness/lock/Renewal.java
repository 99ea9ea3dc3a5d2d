package io.github.gradlock.harness.lock;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PlatformLock;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import io.github.gradlock.harness.spec.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which pins of a lock are made anew; all others stay.
 *
 * @param platforms conda's names; none for all
 * @param names {@code image}, {@code jdk}, {@code cuda}, or packages; none for all
 */
public record Renewal(List<String> platforms, List<String> names) {
    /** All of them. */
    public static final Renewal ALL = new Renewal(List.of(), List.of());

    /** Copies both. */
    public Renewal {
        platforms = List.copyOf(platforms);
        names = List.copyOf(names);
    }

    /** Returns whether everything of a platform is made anew. */
    boolean isWhole() {
        return names.isEmpty();
    }

    boolean isWholeOf(String platform) {
        return names.isEmpty() && (platforms.isEmpty() || platforms.contains(platform));
    }

    /** Returns the same, with the packages that a name means which is none of theirs. */
    Renewal meaning(String name, Stream<String> packages) {
        return names.contains(name)
                ? new Renewal(platforms, Stream.concat(names.stream(), packages).toList())
                : this;
    }

    boolean names(String name) {
        return names.isEmpty() || names.contains(name);
    }

    boolean isAny(Stream<String> candidates) {
        return candidates.anyMatch(this::names);
    }

    /** Returns those of the platforms of a spec that are made anew. */
    List<String> platformsOf(EnvironmentSpec spec, List<String> asked) {
        platforms.stream().filter(one -> !asked.contains(one)).findFirst().ifPresent(other -> {
            throw GradlockException.badInput(
                    spec.file().toString(),
                    spec.name() + " is not made for " + other,
                    "it is made for " + String.join(", ", asked) + "; \"platforms\" in its environment.yml lists them");
        });
        return platforms.isEmpty()
                ? asked
                : asked.stream().filter(platforms::contains).toList();
    }

    /**
     * Returns what apt is asked for: what is named in the version that it has today, everything else as it is held.
     *
     * @param wanted as the spec asks, {@code name} or {@code name=version}
     */
    List<String> packages(List<String> wanted, List<PackageLock> held) {
        List<String> all = new ArrayList<>();
        wanted.stream()
                .filter(one -> one.contains("=")
                        || names(one)
                        || held.stream().noneMatch(is -> is.name().equals(one)))
                .forEach(all::add);
        held.stream()
                .filter(one -> !names(one.name()) && !wanted.contains(one.name() + "=" + one.version()))
                .map(one -> one.name() + "=" + one.version())
                .forEach(all::add);
        return all;
    }

    /**
     * Returns the match-specs for micromamba, by the same rule.
     *
     * @param wanted as the spec asks
     */
    List<String> conda(List<String> wanted, List<PackageLock> held) {
        List<String> all = new ArrayList<>(wanted);
        held.stream()
                .filter(one -> !names(one.name()))
                .map(one -> one.name() + "==" + one.version())
                .forEach(all::add);
        return all;
    }

    /**
     * Refuses names that a lock does not pin.
     *
     * @throws GradlockException that says what it does pin
     */
    void requirePinned(EnvironmentSpec spec, EnvironmentLock lock) {
        Set<String> known = known(spec, lock);
        names.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            boolean comesAlong = lock.platforms().values().stream()
                    .flatMap(pins -> pins.packages().stream())
                    .anyMatch(one -> one.name().equals(name));
            throw GradlockException.badInput(
                    spec.file().toString(),
                    comesAlong
                            ? name + " comes with an artifact that is asked for: its version is that one's choice"
                            : "the lock of " + spec.name() + " pins no \"" + name + "\"",
                    Nearest.hint(name, known));
        });
    }

    /** Returns whether an environment has all platforms and pins that are named. */
    public boolean isOf(EnvironmentSpec spec, @Nullable EnvironmentLock lock) {
        boolean known = lock != null && lock.platforms().keySet().containsAll(platforms);
        return (platforms.isEmpty() || known || spec.platforms().containsAll(platforms))
                && (names.isEmpty() || lock != null && known(spec, lock).containsAll(names));
    }

    private static Set<String> known(EnvironmentSpec spec, EnvironmentLock lock) {
        Set<String> known = new TreeSet<>();
        for (PlatformLock pins : lock.platforms().values()) {
            if (pins.image() != null) {
                known.add("image");
            }
            if (pins.jdk() != null) {
                known.add("jdk");
            }
            if (pins.cuda() != null) {
                known.add("cuda");
            }
            pins.packages().stream()
                    .filter(one -> !one.manager().equals("maven"))
                    .forEach(one -> known.add(one.name()));
        }
        spec.dependencies().stream()
                .filter(one -> one.manager().equals("maven"))
                .forEach(one -> known.add(one.name()));
        return known;
    }
}
