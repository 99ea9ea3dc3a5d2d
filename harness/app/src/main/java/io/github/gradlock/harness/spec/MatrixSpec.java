package io.github.gradlock.harness.spec;

import io.github.gradlock.harness.GradlockException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A parsed {@code matrix.yml}: what is run by default.
 *
 * @param file where it was read
 * @param suites by name
 */
public record MatrixSpec(Path file, Map<String, Suite> suites) {
    /** Name of the file in the folder of the environments. */
    public static final String FILE_NAME = "matrix.yml";

    /** Executions of each case in one process, where nothing is said. */
    public static final int DEFAULT_ITERATIONS = 3;

    /** Number of processes, where nothing is said. */
    public static final int DEFAULT_RESTARTS = 2;

    /** What one suite is run in. */
    public record Suite(List<Row> environments, int iterations, int restarts) {}

    /**
     * A name, a name with a variant, or a pattern with {@code *}.
     *
     * @param location {@code file:line:column}
     */
    public record Row(String pattern, String location) {}

    /**
     * Reads a matrix.
     *
     * @throws GradlockException with file, line and column, if it is not one
     */
    public static MatrixSpec read(Path file) {
        Fields root = Fields.of(YamlFile.read(file), "a matrix", List.of("suites"));
        Map<String, Suite> suites = new TreeMap<>();
        Fields.mapping(root.require("suites"), "\"suites\"")
                .entries()
                .forEach((name, entry) -> suites.put(name, suite(name, entry.value())));
        return new MatrixSpec(file, Collections.unmodifiableMap(suites));
    }

    private static Suite suite(String name, YamlNode node) {
        Fields fields =
                Fields.of(node, "the suite \"" + name + "\"", List.of("environments", "iterations", "restarts"));
        List<Row> rows = new ArrayList<>();
        for (YamlNode item : Fields.list(fields.require("environments"), "\"environments\"")) {
            Row row = new Row(Fields.text(item, "an environment"), item.location());
            if (rows.stream().anyMatch(earlier -> earlier.pattern().equals(row.pattern()))) {
                throw GradlockException.badInput(
                        row.location(), "\"" + row.pattern() + "\" stands twice", "remove one of the two");
            }
            rows.add(row);
        }
        if (rows.isEmpty()) {
            throw GradlockException.badInput(
                    fields.location(), "the suite \"" + name + "\" has no environments", "name at least one");
        }
        return new Suite(
                List.copyOf(rows),
                count(fields.get("iterations"), "\"iterations\"", DEFAULT_ITERATIONS),
                count(fields.get("restarts"), "\"restarts\"", DEFAULT_RESTARTS));
    }

    private static int count(@Nullable YamlNode node, String what, int otherwise) {
        return node == null ? otherwise : (int) Fields.count(node, what, 1, 10_000);
    }
}
