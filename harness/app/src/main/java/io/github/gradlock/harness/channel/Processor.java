package io.github.gradlock.harness.channel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The CPU, as the operating system tells without a process being started.
 *
 * @param model {@code model name}, or the architecture where nothing better is known
 * @param features as Linux names them, {@code avx2} for instance; empty where they cannot be read
 * @param intel whether it is an x86-64
 */
public record Processor(String model, Set<String> features, boolean intel) {
    /** Features that change how numbers are computed; the rest is noise in a report. */
    private static final List<String> TELLING = List.of(
            "sse4_2", "fma", "avx", "avx2", "avx512f", "avx512bw", "avx512dq", "avx512vl", "asimd", "sve", "sve2");

    /** Looks at this machine. */
    public static Processor ofThisMachine() {
        return of(Path.of("/proc/cpuinfo"), System.getProperty("os.arch", "unknown"));
    }

    static Processor of(Path cpuinfo, String architecture) {
        boolean intel = architecture.equals("amd64") || architecture.equals("x86_64");
        String model = architecture;
        Set<String> features = new TreeSet<>();
        try {
            for (String line : Files.readAllLines(cpuinfo, StandardCharsets.UTF_8)) {
                int colon = line.indexOf(':');
                String key = colon < 0 ? "" : line.substring(0, colon).strip();
                String value = line.substring(colon + 1).strip();
                if (key.equals("model name")) {
                    model = value;
                } else if (key.equals("flags") || key.equals("Features")) {
                    features.addAll(List.of(value.split("\\s+")));
                    break;
                }
            }
        } catch (IOException notLinux) {
            return new Processor(architecture, Set.of(), intel);
        }
        return new Processor(model, features, intel);
    }

    /** Returns the features that matter to numerics. */
    public List<String> tellingFeatures() {
        return TELLING.stream().filter(features::contains).toList();
    }

    /**
     * Returns why a JVM cannot be held to an AVX level here; nothing if it can.
     *
     * @param level HotSpot's {@code UseAVX}, 0 to 3
     */
    public Optional<String> lacksAvx(int level) {
        if (!intel) {
            return Optional.of("AVX levels are of x86-64 CPUs, and this is " + model + ": run it on one");
        }
        List<String> names = List.of("", "avx", "avx2", "avx512f");
        if (level == 0 || features.isEmpty() || features.contains(names.get(level))) {
            return Optional.empty();
        }
        return Optional.of("this CPU has no " + names.get(level) + ": run it on one that has");
    }
}
