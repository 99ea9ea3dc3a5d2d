package io.github.gradlock.benchmarks;

import io.github.gradlock.engine.kernel.Providers;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** On what is measured. */
final class Machine {
    private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** Returns the machine, the JDK and our kernels. */
    static Map<String, Object> describe() {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        processor().ifPresent(name -> description.put("processor", name));
        description.put("processors", Runtime.getRuntime().availableProcessors());
        description.put("load", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        description.put("jdk", String.valueOf(Runtime.version()));
        description.put("vm", System.getProperty("java.vm.name"));
        description.put(
                "options",
                ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                        .filter(option -> option.startsWith("-X") || option.startsWith("--add-modules"))
                        .toList());
        Providers.Choice choice = Providers.active();
        description.put("kernels", choice.provider());
        description.put("kernelThreads", choice.threads());
        vectorSpecies().ifPresent(species -> description.put("vectorSpecies", species));
        return description;
    }

    private static Optional<String> processor() {
        if (!Files.isReadable(PROCESSOR)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(PROCESSOR)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** The Vector API incubates, and is there only if the JVM was told so. */
    private static Optional<String> vectorSpecies() {
        try {
            Object species = Class.forName("jdk.incubator.vector.FloatVector")
                    .getField("SPECIES_PREFERRED")
                    .get(null);
            return Optional.of(String.valueOf(species));
        } catch (ReflectiveOperationException absent) {
            return Optional.empty();
        }
    }
}
