package io.github.gradlock.harness.bench;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.Jars;
import io.github.gradlock.harness.run.Suite;
import io.github.gradlock.harness.runtime.TestProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a suite says of the faults that are planted in it.
 *
 * @param sweep cases of which one operation is perturbed on side B
 * @param faults of the cause set and the hard ones
 * @param rare cases by the probability with which they vary
 * @param clean cases that must not differ
 */
public record FaultIndex(Sweep sweep, List<PlantedFault> faults, List<Rare> rare, Clean clean) {
    /** Where it lies on the suite's class path. */
    static final String ENTRY = "META-INF/gradlock/benchmark.json";

    private static final int MOST_BYTES = 16 << 20;

    /** Copies the lists. */
    public FaultIndex {
        faults = List.copyOf(faults);
        rare = List.copyOf(rare);
    }

    /**
     * The sweep.
     *
     * @param select pattern of its cases
     * @param trials number of them
     * @param a what is set on side A
     * @param b what is set on side B
     */
    public record Sweep(String select, int trials, Setting a, Setting b) {}

    /**
     * Cases that vary now and then.
     *
     * @param p probability that an execution gives the rarer of two values
     * @param select pattern of the cases
     * @param cases number of them
     */
    public record Rare(double p, String select, int cases) {}

    /**
     * Cases that do not differ.
     *
     * @param select pattern of the cases
     * @param cases number of them
     * @param environments of which any two are a pair
     */
    public record Clean(String select, int cases, List<Setting> environments) {
        /** Copies the list. */
        public Clean {
            environments = List.copyOf(environments);
        }
    }

    /**
     * Reads the index of a suite.
     *
     * @throws GradlockException if it has none, or one that cannot be understood
     */
    static FaultIndex read(Suite suite) throws IOException {
        List<Path> roots = suite.program() instanceof TestProgram tests ? tests.scanRoots() : List.of();
        for (Path path : roots) {
            byte[] text = Files.isDirectory(path)
                    ? ofFolder(path)
                    : Jars.entry(path, ENTRY, MOST_BYTES).orElse(null);
            if (text != null) {
                return parse(path, text);
            }
        }
        throw GradlockException.badInput(
                suite.name(),
                "the suite has no index of planted faults: " + ENTRY,
                "harness/docs/benchmark.md says what a suite of faults needs");
    }

    private static byte @Nullable [] ofFolder(Path folder) throws IOException {
        Path file = folder.resolve(ENTRY);
        return Files.exists(file) && Files.size(file) <= MOST_BYTES ? Files.readAllBytes(file) : null;
    }

    static FaultIndex parse(Path path, byte[] text) throws IOException {
        try {
            JsonNode root = new ObjectMapper().readTree(text);
            if (root.path("format").asInt() != 1) {
                throw new IllegalArgumentException("format 1 is read, not " + root.path("format"));
            }
            JsonNode sweep = object(root, "sweep");
            JsonNode clean = object(root, "clean");
            List<PlantedFault> faults = new ArrayList<>();
            root.path("faults").forEach(node -> faults.add(fault(node)));
            List<Rare> rare = new ArrayList<>();
            root.path("rare")
                    .forEach(node -> rare.add(new Rare(
                            node.path("p").asDouble(),
                            text(node, "select"),
                            node.path("cases").asInt())));
            List<Setting> environments = new ArrayList<>();
            clean.path("environments").forEach(node -> environments.add(setting(node)));
            return new FaultIndex(
                    new Sweep(
                            text(sweep, "select"),
                            sweep.path("trials").asInt(),
                            setting(sweep.path("a")),
                            setting(sweep.path("b"))),
                    faults,
                    rare,
                    new Clean(text(clean, "select"), clean.path("cases").asInt(), environments));
        } catch (JacksonException | IllegalArgumentException problem) {
            throw GradlockException.badInput(
                    path + "!" + ENTRY, "not an index of faults: " + problem.getMessage(), "build the suite again");
        }
    }

    private static PlantedFault fault(JsonNode node) {
        List<String> causes = new ArrayList<>(List.of(text(node, "cause")));
        causes.addAll(texts(node, "also"));
        return new PlantedFault(
                text(node, "case"),
                text(node, "set"),
                causes,
                texts(node, "steps"),
                text(node, "shows"),
                setting(node.path("a")),
                setting(node.path("b")));
    }

    private static Setting setting(JsonNode node) {
        return new Setting(map(node.path("variant")), texts(node, "jvm"), map(node.path("variables")));
    }

    private static Map<String, String> map(JsonNode node) {
        Map<String, String> map = new TreeMap<>();
        node.properties().forEach(one -> map.put(one.getKey(), one.getValue().asText()));
        return map;
    }

    private static JsonNode object(JsonNode node, String name) {
        if (!node.path(name).isObject()) {
            throw new IllegalArgumentException("it has no '" + name + "'");
        }
        return node.path(name);
    }

    private static String text(JsonNode node, String name) {
        if (!node.path(name).isTextual()) {
            throw new IllegalArgumentException("something has no text '" + name + "': " + node);
        }
        return node.path(name).textValue();
    }

    private static List<String> texts(JsonNode node, String name) {
        List<String> texts = new ArrayList<>();
        node.path(name).forEach(one -> texts.add(one.asText()));
        return texts;
    }
}
