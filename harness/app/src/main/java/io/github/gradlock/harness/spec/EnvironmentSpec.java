package io.github.gradlock.harness.spec;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A parsed {@code environment.yml}.
 *
 * @param file where it was read
 * @param name the environment's name
 * @param channels where things are looked up, in order
 * @param dependencies what is asked for, in the order written
 * @param variables environment variables of the suite's process, sorted
 * @param platforms conda's platform names, {@code linux-64} for instance
 * @param runtime where the suite runs
 * @param engine of containers; null for the one of this machine
 * @param gpu whether a GPU is needed
 * @param jvm JVM options of the suite's process
 * @param limits what the suite's process may use
 * @param variants the variants to run, already expanded; one empty variant if none are asked for
 * @param eachInstalledJdk whether this is a template: one environment for each further installed JDK
 * @param hash SHA-256 of the parsed, canonical spec, as {@code v1:<hex>}
 * @param warnings what was read and ignored, each with its position
 */
public record EnvironmentSpec(
        Path file,
        String name,
        List<String> channels,
        List<Dependency> dependencies,
        Map<String, String> variables,
        List<String> platforms,
        RuntimeKind runtime,
        @Nullable EngineAddress engine,
        Gpu gpu,
        List<String> jvm,
        Limits limits,
        List<Variant> variants,
        boolean eachInstalledJdk,
        String hash,
        List<String> warnings) {

    /** Returns the same spec under another name: what a template expands to. */
    public EnvironmentSpec withName(String other) {
        return copy(other, variables, jvm, hash);
    }

    /** Returns the same spec with further JVM options, after its own; a JVM starts with one collector alone, so theirs replaces its own. */
    public EnvironmentSpec withJvm(List<String> further) {
        List<String> all = new ArrayList<>(jvm);
        if (further.stream().anyMatch(EnvironmentSpec::isCollector)) {
            all.removeIf(EnvironmentSpec::isCollector);
        }
        all.addAll(further);
        return copy(name, variables, all, hash);
    }

    /** Returns the same spec with further variables for the suite's process, which win over its own. */
    public EnvironmentSpec withVariables(Map<String, String> further) {
        Map<String, String> all = new TreeMap<>(variables);
        all.putAll(further);
        return copy(name, all, jvm, hash);
    }

    private static boolean isCollector(String option) {
        return option.matches("-XX:\\+Use\\w+GC");
    }

    /** Returns how it is named on the command line. */
    public String argument() {
        return EnvironmentArgument.of(file, name);
    }

    EnvironmentSpec withHash(String other) {
        return copy(name, variables, jvm, other);
    }

    private EnvironmentSpec copy(
            String otherName, Map<String, String> otherVariables, List<String> otherJvm, String otherHash) {
        return new EnvironmentSpec(
                file,
                otherName,
                channels,
                dependencies,
                otherVariables,
                platforms,
                runtime,
                engine,
                gpu,
                otherJvm,
                limits,
                variants,
                eachInstalledJdk,
                otherHash,
                warnings);
    }

    /**
     * Returns the platform of its containers: an environment with an engine elsewhere names its platform, and it alone.
     *
     * @param ofThisMachine the platform of containers here
     */
    public String containerPlatform(String ofThisMachine) {
        return engine != null && platforms.size() == 1 ? platforms.get(0) : ofThisMachine;
    }

    /** Returns the first dependency of conda's kind with this name, if there is one. */
    public Optional<Dependency> dependency(String dependencyName) {
        return dependencies.stream()
                .filter(dependency -> dependency.manager().equals("conda")
                        && dependency.name().equals(dependencyName))
                .findFirst();
    }

    /** Where the suite runs. */
    public enum RuntimeKind {
        /** As a process of this machine. */
        HOST,
        /** In a container of an image. */
        CONTAINER
    }

    /** Whether a GPU is needed. */
    public enum Gpu {
        /** No GPU is given to it. */
        NONE,
        /** One is given where there is one. */
        OPTIONAL,
        /** Without one it cannot run. */
        REQUIRED
    }

    /**
     * What the suite's process may use.
     *
     * @param memoryBytes memory of the container, and the base of the heap limit of a host JVM
     * @param cpus number of CPUs of the container
     * @param pids number of processes and threads
     * @param timeout of one process of the suite
     */
    public record Limits(long memoryBytes, double cpus, int pids, Duration timeout) {}
}
