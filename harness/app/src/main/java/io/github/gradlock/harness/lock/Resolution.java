package io.github.gradlock.harness.lock;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import io.github.gradlock.harness.spec.EnvironmentSpecReader;
import io.github.gradlock.harness.spec.MatrixSpec;
import io.github.gradlock.harness.spec.Nearest;
import io.github.gradlock.harness.spec.Repetitions;
import io.github.gradlock.harness.spec.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Turns names into environments with their pins. */
public final class Resolution {
    private final Environments environments;
    private final Pinning pinning;
    private final Map<Path, List<ResolvedEnvironment>> resolved = new HashMap<>();
    private final Map<String, ResolvedEnvironment> chosen = new LinkedHashMap<>();
    private final Set<ResolvedEnvironment> ofTemplates = new HashSet<>();

    Resolution(Environments environments, Machine machine, LockMode mode) {
        this.environments = environments;
        this.pinning = new Pinning(machine, mode);
    }

    /**
     * Selects environments and finds what each is pinned to.
     *
     * @param environmentsDirectory with {@code matrix.yml} and one folder an environment
     * @param names as given on the command line; empty for the suite's row of the matrix
     * @param suite name of the suite
     * @param mode how strictly locks are held against specs
     * @param cacheDirectory where checksums of installed JDKs are kept
     * @throws GradlockException if a name is unknown, a file is at fault, or a lock is missing or stale
     */
    public static Selection resolve(
            Path environmentsDirectory, List<String> names, String suite, LockMode mode, Path cacheDirectory) {
        return new Resolution(new Environments(environmentsDirectory), Machine.here(cacheDirectory), mode)
                .select(names, suite);
    }

    /**
     * Finds one environment with exactly the factors that its name says, whether its spec lists such a variant or not: {@code
     * host} is without factors, {@code host[libm=java,threads=2]} has these two.
     *
     * @param environmentsDirectory with one folder an environment
     * @param name as given on the command line
     * @param mode how strictly locks are held against specs
     * @param cacheDirectory where checksums of installed JDKs are kept
     * @throws GradlockException if the name means none or several, or a file is at fault
     */
    public static ResolvedEnvironment exactly(
            Path environmentsDirectory, String name, LockMode mode, Path cacheDirectory) {
        return new Resolution(new Environments(environmentsDirectory), Machine.here(cacheDirectory), mode)
                .exactly(name);
    }

    ResolvedEnvironment exactly(String written) {
        EnvironmentName name = EnvironmentName.parse(written, null);
        Variant variant = Variant.checked(name.factors(), written);
        List<ResolvedEnvironment> candidates = candidates(name);
        List<String> names = candidates.stream()
                .map(candidate -> candidate.spec().name())
                .distinct()
                .toList();
        if (names.size() != 1) {
            throw GradlockException.badInput(
                    null,
                    "\"" + written + "\" means " + (names.isEmpty() ? "no environment here" : String.join(", ", names)),
                    "name one environment, with the factors it is to have: host[jit=c2]");
        }
        return pinning.as(candidates.get(0), variant);
    }

    Selection select(List<String> names, String suite) {
        Optional<MatrixSpec.Suite> row = row(names, suite);
        List<EnvironmentName> wanted = names.isEmpty()
                ? row.map(Resolution::names).orElseGet(List::of)
                : names.stream().map(name -> EnvironmentName.parse(name, null)).toList();
        wanted.forEach(this::choose);
        dropDuplicates();
        return new Selection(chosen.values().stream()
                .map(environment -> new PlannedEnvironment(
                        environment,
                        row.map(matrix -> repetitions(matrix, environment)).orElse(Repetitions.DEFAULT)))
                .toList());
    }

    /** The last row that names the environment and says a number holds for it, also where people named it themselves. */
    private static Repetitions repetitions(MatrixSpec.Suite suite, ResolvedEnvironment environment) {
        Repetitions repetitions = suite.repetitions();
        for (MatrixSpec.Row row : suite.environments()) {
            EnvironmentName name = EnvironmentName.parse(row.pattern(), row.location());
            if (means(name, environment)) {
                repetitions = row.over(repetitions);
            }
        }
        return repetitions;
    }

    /** What a template expands to goes by the template's name too. */
    private static boolean means(EnvironmentName name, ResolvedEnvironment environment) {
        EnvironmentSpec spec = environment.spec();
        boolean named = name.matches(spec.name())
                || spec.eachInstalledJdk() && name.matches(spec.name().replaceFirst("[0-9]+$", ""));
        return named && name.selects(environment.variant());
    }

    private static List<EnvironmentName> names(MatrixSpec.Suite suite) {
        return suite.environments().stream()
                .map(row -> EnvironmentName.parse(row.pattern(), row.location()))
                .toList();
    }

    /** A suite that is not in the matrix can be run in named environments only. */
    private Optional<MatrixSpec.Suite> row(List<String> names, String suite) {
        if (!names.isEmpty() && !environments.hasMatrix()) {
            return Optional.empty();
        }
        MatrixSpec matrix = environments.matrix();
        MatrixSpec.Suite row = matrix.suites().get(suite);
        if (row == null && names.isEmpty()) {
            throw GradlockException.badInput(
                    matrix.file().toString(),
                    "the suite \"" + suite + "\" is not in the matrix",
                    Nearest.hint(suite, matrix.suites().keySet()) + "; or name the environments: gradlock run ENV…");
        }
        return Optional.ofNullable(row);
    }

    private void choose(EnvironmentName name) {
        List<ResolvedEnvironment> candidates = candidates(name);
        List<ResolvedEnvironment> selected = candidates.stream()
                .filter(candidate -> name.selects(candidate.variant()))
                .toList();
        if (selected.isEmpty() && !candidates.isEmpty()) {
            selected = unlisted(name, candidates);
        }
        for (ResolvedEnvironment environment : selected) {
            ResolvedEnvironment earlier = chosen.putIfAbsent(environment.displayName(), environment);
            if (earlier != null
                    && !earlier.spec().file().equals(environment.spec().file())) {
                throw GradlockException.badInput(
                        name.location(),
                        "two environments are named \"" + environment.spec().name() + "\": "
                                + earlier.spec().file() + " and "
                                + environment.spec().file(),
                        "rename one of them");
            }
        }
    }

    /** On the command line a person may ask for factors that no variant has, as what bisect and explain print does. */
    private List<ResolvedEnvironment> unlisted(EnvironmentName name, List<ResolvedEnvironment> candidates) {
        if (name.location() != null) {
            throw noVariant(name, candidates);
        }
        Variant variant = Variant.checked(name.factors(), name.written());
        Map<String, ResolvedEnvironment> byName = new LinkedHashMap<>();
        for (ResolvedEnvironment candidate : candidates) {
            ResolvedEnvironment unlisted = pinning.as(candidate, variant);
            if (byName.putIfAbsent(candidate.spec().name(), unlisted) == null && ofTemplates.contains(candidate)) {
                ofTemplates.add(unlisted);
            }
        }
        return List.copyOf(byName.values());
    }

    private List<ResolvedEnvironment> candidates(EnvironmentName name) {
        // Of a pattern Windows makes no path.
        Path folder = Path.of(name.isPattern() ? "" : name.base());
        boolean path = Environments.isPath(name.base());
        List<String> known = path ? List.of() : environments.names();
        List<String> matching = known.stream().filter(name::matches).toList();
        if (!matching.isEmpty()) {
            return matching.stream()
                    .flatMap(match -> resolved(environments.spec(match)).stream())
                    .toList();
        }
        Optional<List<ResolvedEnvironment>> expansion = path ? Optional.empty() : expansion(name, known);
        if (expansion.isPresent()) {
            return expansion.get();
        }
        if (Files.isRegularFile(folder.resolve(EnvironmentSpecReader.FILE_NAME))) {
            return resolved(EnvironmentSpecReader.read(folder.resolve(EnvironmentSpecReader.FILE_NAME)));
        }
        throw environments.missing(name.base(), name.location());
    }

    /** What a template expands to can be named too, {@code host-jdk21}; without such a JDK it says so. */
    private Optional<List<ResolvedEnvironment>> expansion(EnvironmentName name, List<String> known) {
        if (!name.base().matches(".*[0-9*]")) {
            return Optional.empty();
        }
        String stem = name.base().replaceFirst("[0-9*]+$", "");
        if (!known.contains(stem) || !environments.spec(stem).eachInstalledJdk()) {
            return Optional.empty();
        }
        String number = name.base().substring(stem.length());
        EnvironmentSpec template = environments.spec(stem);
        return Optional.of(
                number.matches("[0-9]{1,4}")
                        ? pinning.expansion(template, Integer.parseInt(number))
                        : resolved(template).stream()
                                .filter(candidate ->
                                        name.matches(candidate.spec().name()))
                                .toList());
    }

    private List<ResolvedEnvironment> resolved(EnvironmentSpec spec) {
        return resolved.computeIfAbsent(spec.file(), file -> {
            if (!spec.eachInstalledJdk()) {
                return pinning.resolve(spec);
            }
            List<ResolvedEnvironment> expanded = pinning.expand(spec);
            ofTemplates.addAll(expanded);
            return expanded;
        });
    }

    /** A template leaves out a JDK that another environment of the selection runs already. */
    private void dropDuplicates() {
        Set<Path> homes = new HashSet<>();
        chosen.values().stream()
                .filter(environment -> !ofTemplates.contains(environment))
                .map(ResolvedEnvironment::javaHome)
                .filter(Objects::nonNull)
                .forEach(homes::add);
        chosen.values()
                .removeIf(environment -> ofTemplates.contains(environment) && homes.contains(environment.javaHome()));
    }

    private static GradlockException noVariant(EnvironmentName name, List<ResolvedEnvironment> candidates) {
        Set<String> factors = new TreeSet<>();
        Set<String> variants = new TreeSet<>();
        candidates.forEach(candidate -> {
            factors.addAll(candidate.variant().factors().keySet());
            variants.add(candidate.displayName());
        });
        Optional<String> unknown = name.factors().keySet().stream()
                .filter(factor -> !factors.contains(factor))
                .findFirst();
        return GradlockException.badInput(
                name.location(),
                unknown.map(factor -> "\"" + name.written() + "\": no variant of " + name.base() + " has the factor \""
                                + factor + "\"")
                        .orElse("there is no variant \"" + name.written() + "\""),
                unknown.map(factor -> Nearest.hint(factor, factors)).orElse(Nearest.hint(name.written(), variants)));
    }
}
