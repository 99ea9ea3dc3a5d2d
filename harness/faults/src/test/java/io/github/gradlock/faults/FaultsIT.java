package io.github.gradlock.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Shows every planted fault without the harness: what the harness then misses is its own fault, not the suite's.
 *
 * <p>{@code -Dgradlock.faults.trials=N} repeats the experiment and prints how often each fault showed.
 */
@Tag("host")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsIT {
    private static final int ITERATIONS = 3;
    private static final int RESTARTS = 2;
    private static final boolean X86 =
            Set.of("amd64", "x86_64").contains(System.getProperty("os.arch", "").toLowerCase(Locale.ROOT));

    private final int trials = Integer.getInteger("gradlock.faults.trials", 1);
    private final Map<String, Map<Variation, Integer>> shown = new TreeMap<>();

    @BeforeAll
    void observe(@TempDir Path folder) throws Exception {
        for (int trial = 0; trial < trials; trial++) {
            Map<String, Observation> observations = observeOnce(folder);
            observations.forEach((name, observation) -> {
                Map<Variation, Integer> counts = shown.computeIfAbsent(name, key -> new TreeMap<>());
                observation.variations().forEach(variation -> counts.merge(variation, 1, Integer::sum));
            });
        }
        if (trials > 1) {
            shown.forEach((name, counts) -> System.out.println(name + " " + counts + " of " + trials));
        }
    }

    static Stream<Class<?>> planted() {
        return Cases.planted().stream();
    }

    static Stream<Class<?>> controls() {
        return Cases.controls().stream();
    }

    @ParameterizedTest
    @MethodSource("planted")
    void faultShowsAsItsCaseSays(Class<?> type) {
        assumeTrue(X86 || !needsX86(type), "this fault shows on x86-64 only");
        Variation variation =
                Cases.tests(type).get(0).getAnnotation(Planted.class).shows();
        Map<Variation, Integer> counts = shown.getOrDefault(type.getSimpleName(), Map.of());
        assertEquals(trials, counts.getOrDefault(variation, 0), () -> variation + ", but seen was " + counts);
    }

    @ParameterizedTest
    @MethodSource("controls")
    void controlNeverVaries(Class<?> type) {
        assertEquals(Map.of(), shown.get(type.getSimpleName()));
    }

    private static boolean needsX86(Class<?> type) {
        return Set.of(MathExpFault.class, VectorExpFault.class, VectorWidthFault.class)
                .contains(type);
    }

    /** The hashes of one case: for each variant, for each restart, one for each iteration. */
    private record Observation(Map<String, List<List<String>>> hashes) {
        Set<Variation> variations() {
            Set<Variation> variations = new HashSet<>();
            Set<String> firstOfVariant = new HashSet<>();
            for (List<List<String>> restarts : hashes.values()) {
                Set<String> first = new HashSet<>();
                for (List<String> iterations : restarts) {
                    first.add(iterations.get(0));
                    if (new HashSet<>(iterations).size() > 1) {
                        variations.add(Variation.ITERATION);
                    }
                }
                if (first.size() > 1) {
                    variations.add(Variation.RESTART);
                }
                firstOfVariant.add(restarts.get(0).get(0));
            }
            if (firstOfVariant.size() > 1) {
                variations.add(Variation.VARIANT);
            }
            return variations;
        }
    }

    private static Map<String, Observation> observeOnce(Path folder) throws IOException, InterruptedException {
        Map<String, Observation> observations = new TreeMap<>();
        for (Map.Entry<String, List<String>> variant : variants().entrySet()) {
            for (int restart = 0; restart < RESTARTS; restart++) {
                for (String line : start(variant.getValue(), folder.resolve("output.txt"))) {
                    String[] words = line.split(" ");
                    observations
                            .computeIfAbsent(words[0], key -> new Observation(new LinkedHashMap<>()))
                            .hashes()
                            .computeIfAbsent(variant.getKey(), key -> new ArrayList<>())
                            .add(List.of(words).subList(1, words.length));
                }
            }
        }
        return observations;
    }

    private static Map<String, List<String>> variants() {
        Map<String, List<String>> variants = new LinkedHashMap<>();
        variants.put("default", List.of());
        variants.put("threads=1", List.of("-XX:ActiveProcessorCount=1"));
        variants.put("threads=2", List.of("-XX:ActiveProcessorCount=2"));
        variants.put("threads=7", List.of("-XX:ActiveProcessorCount=7"));
        if (X86) {
            variants.put("libm=java", List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-UseLibmIntrinsic"));
            variants.put("avx=0", List.of("-XX:UseAVX=0"));
        }
        return variants;
    }

    private static List<String> start(List<String> options, Path output) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Exhibit.class.getName()));
        command.add(String.valueOf(ITERATIONS));
        Stream.concat(planted(), controls()).map(Class::getSimpleName).forEach(command::add);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int status = process.waitFor();
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertTrue(status == 0, () -> command + " ended with status " + status + ":\n" + text);
        return text.lines().filter(line -> !line.startsWith("WARNING")).toList();
    }
}
