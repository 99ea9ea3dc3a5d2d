package io.github.gradlock.benchmark;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Starts a process with the settings of a {@link Fault}'s side, as {@code harness/docs/runtimes.md} says what they mean. */
final class Launch {
    private static final Map<String, List<String>> FACTORS = Map.of(
            "jit=mixed", List.of(),
            "libm=intrinsic", List.of(),
            "jit=int", List.of("-Xint"),
            "jit=c1", List.of("-XX:TieredStopAtLevel=1"),
            "jit=c2", List.of("-XX:-TieredCompilation"),
            "libm=java", List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-UseLibmIntrinsic"));

    private Launch() {}

    /** Returns the lines that {@link Exhibit} prints for its arguments. */
    static List<String> exhibit(List<String> settings, List<String> arguments, Path folder)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        // As the harness starts a suite.
        command.addAll(List.of("-ea", "-Duser.language=en", "-Duser.country=", "-Dfile.encoding=UTF-8"));
        settings.stream().filter(setting -> !isVariable(setting)).forEach(setting -> command.addAll(options(setting)));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Exhibit.class.getName()));
        command.addAll(arguments);
        Path output = Files.createTempFile(folder, "output", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        settings.stream()
                .filter(Launch::isVariable)
                .map(setting -> setting.split("=", 2))
                .forEach(variable -> builder.environment().put(variable[0], variable[1]));
        int status = builder.start().waitFor();
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertTrue(status == 0, () -> command + " ended with status " + status + ":\n" + text);
        return text.lines().filter(line -> line.contains("\t")).toList();
    }

    private static boolean isVariable(String setting) {
        return Character.isUpperCase(setting.charAt(0));
    }

    private static List<String> options(String setting) {
        if (setting.startsWith("-")) {
            return List.of(setting);
        }
        String value = setting.substring(setting.indexOf('=') + 1);
        if (setting.startsWith("avx=")) {
            return List.of("-XX:UseAVX=" + value);
        }
        if (setting.startsWith("threads=")) {
            return List.of(
                    "-Dgradlock.threads=" + value,
                    "-Djava.util.concurrent.ForkJoinPool.common.parallelism=" + value,
                    "-XX:ActiveProcessorCount=" + value);
        }
        return Objects.requireNonNull(FACTORS.get(setting), setting);
    }
}
