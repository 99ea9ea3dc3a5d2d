package io.github.gradlock.harness.run;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.Jars;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The class path of a suite that does not come with gradlock: the probe, the suite, one JUnit.
 *
 * <p>The probe and the recorder of this gradlock stand first, and others are left out: they talk to each other, and to the harness,
 * so they are of one version. JUnit is the suite's own if that is whole and of one version, since the tests were compiled with it;
 * a mixture of two sets ends with a {@link NoSuchMethodError} or with two engines of one name. Where it is not whole, gradlock's of
 * the same major version takes its place.
 */
final class ProbePath {
    private static final String PROBE = "harness/probe/target/lib";
    private static final String JUNIT_6 = "harness/probe/target/junit-6";
    private static final List<String> WHOLE = List.of(
            "junit-jupiter-api",
            "junit-jupiter-engine",
            "junit-platform-commons",
            "junit-platform-engine",
            "junit-platform-launcher");

    private final Path home;
    private final Map<Path, JarTitle> given = new LinkedHashMap<>();

    private ProbePath(List<Path> given, Path home) {
        this.home = home;
        given.forEach(path -> this.given.put(path, JarTitle.of(path)));
    }

    /** Returns the class path for a suite, given what belongs to it. */
    static List<Path> of(List<Path> given, Path home) throws IOException {
        return new ProbePath(given, home).compose();
    }

    private List<Path> compose() throws IOException {
        List<Path> brought = Jars.in(home.resolve(PROBE));
        if (brought.isEmpty()) {
            throw GradlockException.incomplete(
                    "gradlock's probe is not built: no jars in " + home.resolve(PROBE),
                    "start ./gradlock, or build with mvn -DskipTests package",
                    null);
        }
        boolean own = isWhole();
        List<Path> path = new ArrayList<>();
        brought.stream().filter(jar -> JarTitle.of(jar).isProbe()).forEach(path::add);
        given.forEach((entry, title) -> {
            if (!title.isProbe() && (own || !title.isJUnit())) {
                path.add(entry);
            }
        });
        if (!own) {
            path.addAll(junit(brought));
        }
        return path;
    }

    private boolean isWhole() {
        Set<JUnitVersion> versions = versions();
        Set<String> titles = given.values().stream().map(JarTitle::title).collect(Collectors.toSet());
        return titles.containsAll(WHOLE)
                && versions.size() == 1
                && versions.iterator().next().compareTo(JUnitVersion.OLDEST) >= 0;
    }

    /** Returns the versions of what is given; of one minor version, its parts go together. */
    private Set<JUnitVersion> versions() {
        return given.values().stream()
                .filter(JarTitle::isJUnit)
                .map(JUnitVersion::of)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns gradlock's JUnit, of the major version of what is given. */
    private List<Path> junit(List<Path> brought) throws IOException {
        List<Path> five =
                brought.stream().filter(jar -> !JarTitle.of(jar).isProbe()).toList();
        TreeSet<JUnitVersion> versions = new TreeSet<>(versions());
        if (versions.isEmpty() || versions.last().major() <= 5) {
            return requireAsNew(versions, five);
        }
        return requireAsNew(versions, Jars.in(home.resolve(JUNIT_6)));
    }

    private List<Path> requireAsNew(TreeSet<JUnitVersion> versions, List<Path> ours) {
        JUnitVersion brought = ours.stream()
                .map(JarTitle::of)
                .filter(JarTitle::isJUnit)
                .map(JUnitVersion::of)
                .filter(Objects::nonNull)
                .max(JUnitVersion::compareTo)
                .orElse(JUnitVersion.OLDEST);
        if (!versions.isEmpty() && versions.last().compareTo(brought) > 0) {
            List<String> lacking = WHOLE.stream()
                    .filter(part -> given.values().stream()
                            .noneMatch(title -> title.title().equals(part)))
                    .toList();
            throw GradlockException.badInput(
                    null,
                    "JUnit " + versions.last() + " is newer than the " + brought + " that gradlock brings, and "
                            + (lacking.isEmpty() ? "mixed with " + versions.first() : "not whole"),
                    lacking.isEmpty()
                            ? "leave the other version out of --classpath"
                            : "add to --classpath, of the same release: " + String.join(", ", lacking));
        }
        return ours;
    }
}
