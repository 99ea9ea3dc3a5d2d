package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.channel.Processor;
import io.github.gradlock.harness.spec.EnvironmentSpec.RuntimeKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Where a bundle was made: on a machine like this one, or on another, where running its cases again would show something else.
 *
 * @param provenance of the bundle; what it does not hold is not looked at
 */
record Origin(Map<String, String> provenance) {
    /**
     * Returns why running again here is no evidence for the bundle; empty if it is.
     *
     * @param kind of the environment; the system of a container is its own
     * @param here this machine's processor
     * @param system this machine's {@code os.name}
     * @param architecture this machine's {@code os.arch}
     * @param seed with which cases would be run
     */
    Optional<String> foreign(RuntimeKind kind, Processor here, String system, String architecture, long seed) {
        String was = provenance.getOrDefault("run.seed", String.valueOf(seed));
        if (!was.equals(String.valueOf(seed))) {
            return Optional.of("it was made with --seed " + was + ", and not with " + seed);
        }
        if (kind == RuntimeKind.HOST
                && !system(provenance.getOrDefault("os.name", system)).equals(system(system))) {
            return Optional.of("it was made on " + provenance.get("os.name") + ", and this is " + system);
        }
        if (!machine(provenance.getOrDefault("os.arch", architecture)).equals(machine(architecture))) {
            return Optional.of("it was made on " + provenance.get("os.arch") + ", and this is " + architecture);
        }
        return processor(here);
    }

    /** Programs in other languages have the kernel's words for a machine: x86_64 is a JVM's amd64. */
    private static String machine(String architecture) {
        return switch (architecture) {
            case "x86_64", "AMD64" -> "amd64";
            case "arm64" -> "aarch64";
            default -> architecture;
        };
    }

    private static String system(String name) {
        return name.equals("Darwin") ? "Mac OS X" : name.startsWith("Windows") ? "Windows" : name;
    }

    private boolean isLike(String key, String here) {
        return provenance.getOrDefault(key, here).equals(here);
    }

    /** Without features nothing is known of the processor here; ARM kernels give numbers for a model name. */
    private Optional<String> processor(Processor here) {
        if (here.features().isEmpty()) {
            return Optional.empty();
        }
        if (here.intel() && !isLike("cpu.model", here.model())) {
            return Optional.of("it was made on " + provenance.get("cpu.model") + ", and this is " + here.model());
        }
        String features = provenance.get("cpu.features");
        if (features == null) {
            return Optional.empty();
        }
        Processor there = new Processor(here.model(), new TreeSet<>(List.of(features.split("\\s+"))), here.intel());
        return there.tellingFeatures().equals(here.tellingFeatures())
                ? Optional.empty()
                : Optional.of("it was made on a CPU with " + String.join(" ", there.tellingFeatures())
                        + ", and this one has " + String.join(" ", here.tellingFeatures()));
    }
}
