package io.github.gradlock.recorder.matrix;

import io.github.gradlock.protocol.BundleException;
import io.github.gradlock.protocol.JsonValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What {@code gradlock run --json} says.
 *
 * @param verdict of the whole run
 * @param environments all that were asked for
 * @param cases by id
 * @param folder where the run left its report
 */
record MatrixReport(String verdict, List<Environment> environments, Map<String, Case> cases, Path folder) {
    private static final long LARGEST = 512L << 20;

    /**
     * An environment.
     *
     * @param status {@code completed}, {@code failed} or {@code not run}
     * @param reason why it is not completed
     */
    record Environment(String name, String status, @Nullable String reason) {}

    /**
     * A case.
     *
     * @param outcomes by environment; of one that is reproducible there are none
     * @param next the command that says why it differs
     */
    record Case(Map<String, Outcome> outcomes, @Nullable String next) {}

    /** What became of a case in an environment: {@code passed}, {@code failed} or {@code skipped}, and the text that says why. */
    record Outcome(String word, String text) {}

    /** Reads the document; {@link IOException} if it is none. */
    static MatrixReport read(Path document, Path folder) throws IOException {
        if (Files.size(document) > LARGEST) {
            throw new IOException("the report is larger than " + LARGEST + " bytes");
        }
        Map<String, JsonValue> fields = JsonValue.parse(
                        document.toString(), ByteBuffer.wrap(Files.readAllBytes(document)))
                .fields();
        List<Environment> environments = new ArrayList<>();
        for (JsonValue each : field(fields, "environments").items()) {
            Map<String, JsonValue> environment = each.fields();
            environments.add(new Environment(
                    field(environment, "name").text(),
                    field(environment, "status").text(),
                    optional(environment, "reason")));
        }
        Map<String, Case> cases = new HashMap<>();
        for (JsonValue each : field(fields, "results").items()) {
            Map<String, JsonValue> result = each.fields();
            cases.put(field(result, "case").text(), caseOf(result));
        }
        return new MatrixReport(field(fields, "verdict").text(), environments, cases, folder);
    }

    private static Case caseOf(Map<String, JsonValue> result) throws IOException {
        Map<String, Outcome> outcomes = new HashMap<>();
        for (JsonValue each : field(result, "outcomes").items()) {
            Map<String, JsonValue> outcome = each.fields();
            List<String> lines = new ArrayList<>();
            for (JsonValue line : field(outcome, "text").items()) {
                lines.add(line.text());
            }
            outcomes.put(
                    field(outcome, "environment").text(),
                    new Outcome(field(outcome, "outcome").text(), String.join("\n", lines)));
        }
        return new Case(outcomes, optional(result, "next"));
    }

    private static JsonValue field(Map<String, JsonValue> fields, String name) throws BundleException {
        JsonValue value = fields.get(name);
        if (value == null) {
            throw new BundleException("the report", "no field '" + name + "'", "use the recorder of the same gradlock");
        }
        return value;
    }

    private static @Nullable String optional(Map<String, JsonValue> fields, String name) throws BundleException {
        JsonValue value = field(fields, name);
        return value.isNull() ? null : value.text();
    }

    /** Returns the names of the environments that have results. */
    List<String> completed() {
        return environments.stream()
                .filter(environment -> environment.status().equals("completed"))
                .map(Environment::name)
                .toList();
    }

    /** Returns why an environment has no results. */
    static String reason(Environment environment) {
        return Objects.requireNonNullElse(environment.reason(), "no reason given")
                .replaceAll("\\p{Cntrl}", " ");
    }
}
