package io.github.gradlock.harness.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the file {@code release} of a JDK says.
 *
 * @param version full version with the build, {@code 17.0.15+6}, as far as the file tells
 * @param modules names of its modules; empty where the file does not list them
 */
public record JdkRelease(String version, List<String> modules) {
    /** The Vector API, which incubates: a JVM has it only where it is asked for. */
    public static final String VECTOR_MODULE = "jdk.incubator.vector";

    /** Reads the file of a JDK; one that has none says nothing. */
    public static JdkRelease of(Path home) throws IOException {
        Path file = home.resolve("release");
        return parse(Files.exists(file) ? Files.readString(file) : "");
    }

    /** Parses the text; unknown lines are skipped. */
    public static JdkRelease parse(String text) {
        Map<String, String> values = new HashMap<>();
        for (String line : text.split("\\R")) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip().replace("\"", ""));
            }
        }
        String version = values.getOrDefault("JAVA_RUNTIME_VERSION", values.getOrDefault("JAVA_VERSION", ""));
        String modules = values.getOrDefault("MODULES", "").strip();
        return new JdkRelease(version, modules.isEmpty() ? List.of() : List.of(modules.split("\\s+")));
    }

    /** Returns whether the Vector API can be added. */
    public boolean hasVectorModule() {
        return modules.contains(VECTOR_MODULE);
    }

    /** Returns whether this is the version that a lock names; a build or suffix that only one side names is not compared. */
    public boolean isVersion(String locked) {
        try {
            Runtime.Version here = Runtime.Version.parse(version);
            Runtime.Version there = Runtime.Version.parse(locked);
            return here.version().equals(there.version())
                    && (here.build().isEmpty()
                            || there.build().isEmpty()
                            || here.build().equals(there.build()));
        } catch (IllegalArgumentException notAVersion) {
            return version.equals(locked);
        }
    }
}
