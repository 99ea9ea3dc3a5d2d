package io.github.gradlock.harness.speed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.Jars;
import io.github.gradlock.harness.channel.InstalledJdk;
import io.github.gradlock.harness.runtime.JdkRelease;
import io.github.gradlock.harness.runtime.host.LineProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The process that measures, for one JDK, one number of threads and one provider of kernels. */
public final class SpeedChild {
    private static final String MAIN = "io.github.gradlock.benchmarks.SpeedMain";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** They hold OpenBLAS to another processor than the one that is there. */
    static final List<String> OPENBLAS_HELD_BACK = List.of("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE");

    /** They put options into every JVM. */
    private static final List<String> JAVA_OPTIONS = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    /** Room for the largest row, and a young generation that is touched in the beginning and never moves. */
    private static final List<String> HEAP =
            List.of("-XX:+UseParallelGC", "-Xms2g", "-Xmx2g", "-Xmn512m", "-XX:-UseAdaptiveSizePolicy", "-Xshare:auto");

    /** glibc gives memory as it does to a program's first thread, and keeps what libtorch frees, as our heap does. */
    private static final Map<String, String> GLIBC = Map.of(
            "MALLOC_ARENA_MAX", "1", "MALLOC_MMAP_MAX_", "0", "MALLOC_TRIM_THRESHOLD_", String.valueOf(1L << 32));

    private final List<Path> classPath;
    private final UnpackedLibraries libraries;

    /**
     * Uses the benchmarks.
     *
     * @param classPath their jars, and those of libtorch
     * @param libraries where those in these are unpacked to
     */
    public SpeedChild(List<Path> classPath, UnpackedLibraries libraries) {
        this.classPath = List.copyOf(classPath);
        this.libraries = libraries;
    }

    /** Returns the jars of the folder that the build of the benchmarks fills. */
    public static List<Path> jars(Path benchmarks) throws IOException {
        List<Path> jars = Jars.in(benchmarks);
        if (jars.isEmpty()) {
            throw GradlockException.incomplete(
                    "the benchmarks are not built: no jars in " + benchmarks,
                    "start ./gradlock, or build with mvn -DskipTests package",
                    null);
        }
        return jars;
    }

    /**
     * Runs it.
     *
     * @param kernels name of the provider; null for the one that the engine chooses
     * @param arguments of the benchmarks
     * @param fact hears each line: an object with one member, {@code header}, {@code work} or {@code row}
     * @throws GradlockException if it ends otherwise than well
     */
    public void run(
            InstalledJdk jdk, int threads, @Nullable String kernels, List<String> arguments, Consumer<JsonNode> fact)
            throws IOException, InterruptedException {
        ProcessBuilder program = new ProcessBuilder(command(jdk, threads, kernels, arguments));
        variables(program.environment(), threads);
        String[] error = {"", ""};
        List<String> other = new ArrayList<>();
        libraries.begin();
        LineProcess.Outcome outcome = LineProcess.run(program, List.of(), line -> {
            // A JVM that crashes says so here.
            if (!line.startsWith("{")) {
                other.add(line);
                return;
            }
            JsonNode node = parse(line);
            if (node.has("error")) {
                error[0] = node.path("error").path("message").asText();
                error[1] = node.path("error").path("hint").asText();
                return;
            }
            if (node.has("header")) {
                libraries.complete();
            }
            fact.accept(node);
        });
        if (outcome.status() == ExitStatus.BAD_INPUT.code()) {
            throw GradlockException.badInput(null, error[0], error[1]);
        }
        if (outcome.status() != 0) {
            other.addAll(outcome.errors());
            String said = error[0].isEmpty() ? String.join("\n", other) : error[0];
            throw GradlockException.incomplete(
                    "the benchmark ended with status " + outcome.status() + ": " + said,
                    error[1].isEmpty() ? "what was measured before is shown; --only leaves rows out" : error[1],
                    null);
        }
    }

    private List<String> command(InstalledJdk jdk, int threads, @Nullable String kernels, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(jdk.home().resolve("bin").resolve("java").toString());
        command.addAll(HEAP);
        if (JdkRelease.of(jdk.home()).hasVectorModule()) {
            command.addAll(List.of("--add-modules", JdkRelease.VECTOR_MODULE));
        }
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-Dgradlock.threads=" + threads);
        if (kernels != null) {
            command.add("-Dgradlock.kernels=" + kernels);
        }
        command.add("-Dorg.bytedeco.javacpp.cachedir=" + libraries.folder().toAbsolutePath());
        // What a crash leaves goes where the results go, and not where the command was given.
        command.add("-XX:ErrorFile="
                + libraries.folder().resolveSibling("crash-%p.log").toAbsolutePath());
        command.add("-cp");
        command.add(classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        command.add(MAIN);
        command.addAll(arguments);
        return command;
    }

    /** Both sides get so many threads. */
    private static void variables(Map<String, String> variables, int threads) {
        variables.keySet().removeAll(OPENBLAS_HELD_BACK);
        variables.keySet().removeAll(JAVA_OPTIONS);
        for (String library : List.of("OMP", "OPENBLAS", "MKL")) {
            variables.put(library + "_NUM_THREADS", String.valueOf(threads));
        }
        variables.putAll(GLIBC);
    }

    private static JsonNode parse(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (JsonProcessingException problem) {
            throw new IllegalStateException("the benchmark printed no JSON: " + line, problem);
        }
    }
}
