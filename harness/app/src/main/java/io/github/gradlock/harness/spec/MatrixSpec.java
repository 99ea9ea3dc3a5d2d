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

    private static final String ITERATIONS = "iterations";
    private static final String RESTARTS = "restarts";

    /** What one suite is run in, and how often where a row does not say it. */
    public record Suite(List<Row> environments, Repetitions repetitions) {}

    /**
     * Environments of a suite.
     *
     * @param pattern a name, a name with a variant, or a pattern with {@code *}
     * @param iterations of these environments, null where the row does not say it
     * @param restarts as above
     * @param location {@code file:line:column}
     */
    public record Row(
            String pattern,
            @Nullable Integer iterations,
            @Nullable Integer restarts,
            String location) {
        /** Returns what this row says, and otherwise what earlier ones do. */
        public Repetitions over(Repetitions earlier) {
            return new Repetitions(
                    iterations == null ? earlier.iterations() : iterations,
                    restarts == null ? earlier.restarts() : restarts);
        }
    }

    /**
     * Reads a matrix.
     *
     * @throws GradlockException with file, line and column, if it is not one
     */
    public static MatrixSpec read(Path file) {
        Fields root = Fields.of(YamlFile.read(file, "write at least \"suites:\""), "a matrix", List.of("suites"));
        Map<String, Suite> suites = new TreeMap<>();
        Fields.mapping(root.require("suites"), "\"suites\"")
                .entries()
                .forEach((name, entry) -> suites.put(name, suite(name, entry.value())));
        return new MatrixSpec(file, Collections.unmodifiableMap(suites));
    }

    private static Suite suite(String name, YamlNode node) {
        Fields fields = Fields.of(node, "the suite \"" + name + "\"", List.of("environments", ITERATIONS, RESTARTS));
        List<Row> rows = new ArrayList<>();
        for (YamlNode item : Fields.list(fields.require("environments"), "\"environments\"")) {
            Row row = row(item);
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
        Integer iterations = count(fields, ITERATIONS);
        Integer restarts = count(fields, RESTARTS);
        return new Suite(
                List.copyOf(rows), new Row("*", iterations, restarts, fields.location()).over(Repetitions.DEFAULT));
    }

    private static Row row(YamlNode item) {
        if (!(item instanceof YamlNode.Mapping)) {
            return new Row(Fields.text(item, "an environment"), null, null, item.location());
        }
        Fields fields = Fields.of(item, "an environment of the matrix", List.of("environment", ITERATIONS, RESTARTS));
        YamlNode name = fields.require("environment");
        return new Row(
                Fields.text(name, "\"environment\""),
                count(fields, ITERATIONS),
                count(fields, RESTARTS),
                name.location());
    }

    private static @Nullable Integer count(Fields fields, String key) {
        YamlNode node = fields.get(key);
        return node == null ? null : (int) Fields.count(node, "\"" + key + "\"", 1, 10_000);
    }
}
