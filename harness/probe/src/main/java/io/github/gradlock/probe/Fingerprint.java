package io.github.gradlock.probe;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What this machine, system and Java are, as provenance by dotted key. */
final class Fingerprint {
    /** Variables that change numerics or how many threads compute, or that pass options to the JVM. */
    private static final List<String> VARIABLES = List.of(
            "CUBLAS_WORKSPACE_CONFIG",
            "CUDA_VISIBLE_DEVICES",
            "GLIBC_TUNABLES",
            "GOMP_CPU_AFFINITY",
            "JAVA_TOOL_OPTIONS",
            "JDK_JAVA_OPTIONS",
            "LANG",
            "LC_ALL",
            "LD_LIBRARY_PATH",
            "LD_PRELOAD",
            "MKL_CBWR",
            "MKL_NUM_THREADS",
            "NVIDIA_TF32_OVERRIDE",
            "OMP_NUM_THREADS",
            "OPENBLAS_CORETYPE",
            "OPENBLAS_NUM_THREADS",
            "TZ",
            "_JAVA_OPTIONS");

    private Fingerprint() {}

    /** Returns what can be found out without starting a process. */
    static Map<String, String> take() {
        Map<String, String> keys = new TreeMap<>();
        keys.put("os.name", System.getProperty("os.name", ""));
        keys.put("os.version", System.getProperty("os.version", ""));
        keys.put("os.arch", System.getProperty("os.arch", ""));
        keys.put("libc", CLibrary.version());
        keys.put("cpu.count", Integer.toString(Runtime.getRuntime().availableProcessors()));
        processor(keys);
        keys.put("jdk.vendor", System.getProperty("java.vendor", ""));
        keys.put("jdk.version", Runtime.version().toString());
        keys.put("jdk.vm", System.getProperty("java.vm.name", "") + " " + System.getProperty("java.vm.version", ""));
        keys.put(
                "jdk.flags",
                ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                        .filter(flag -> !flag.startsWith("-Djava.io.tmpdir="))
                        .collect(Collectors.joining(" ")));
        keys.put("vector.width", vectorWidth());
        String stress = System.getProperty("gradlock.stress");
        if (stress != null) {
            keys.put("run.stress", stress);
        }
        keys.put("locale", Locale.getDefault().toLanguageTag());
        keys.put("timezone", TimeZone.getDefault().getID());
        for (String variable : VARIABLES) {
            String value = System.getenv(variable);
            if (value != null) {
                keys.put("env." + variable, value);
            }
        }
        return keys;
    }

    private static void processor(Map<String, String> keys) {
        Map<String, String> first = new TreeMap<>();
        try {
            for (String line : Files.readAllLines(Path.of("/proc/cpuinfo"))) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    first.putIfAbsent(
                            line.substring(0, colon).strip(),
                            line.substring(colon + 1).strip());
                }
            }
        } catch (IOException e) {
            keys.put("cpu.model", "unknown: no /proc/cpuinfo");
            return;
        }
        String model = first.get("model name");
        // ARM kernels name implementer and part by number only.
        keys.put(
                "cpu.model",
                model != null
                        ? model
                        : "implementer " + first.getOrDefault("CPU implementer", "?") + " part "
                                + first.getOrDefault("CPU part", "?"));
        String features = first.getOrDefault("flags", first.getOrDefault("Features", ""));
        keys.put("cpu.features", String.join(" ", new TreeSet<>(List.of(features.split("\\s+")))));
    }

    /** Returns the preferred width of the Vector API in bits, by reflection: its module is rarely there. */
    private static String vectorWidth() {
        try {
            Class<?> species = Class.forName("jdk.incubator.vector.FloatVector");
            Object preferred = species.getField("SPECIES_PREFERRED").get(null);
            Class<?> type = Class.forName("jdk.incubator.vector.VectorSpecies");
            return String.valueOf(type.getMethod("vectorBitSize").invoke(preferred));
        } catch (ReflectiveOperationException | LinkageError e) {
            return "unknown: jdk.incubator.vector is not loaded";
        }
    }
}
