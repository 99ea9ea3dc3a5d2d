package io.github.gradlock.harness.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gradlock.harness.diff.CaseResult;
import io.github.gradlock.harness.diff.Subject;
import io.github.gradlock.harness.diff.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The report as SARIF 2.1.0: a result for each case that is not plainly reproducible, and a notification for each environment that
 * did not come to its end, within what GitHub's code scanning accepts
 * (25,000 results a run, of which it shows 5,000, the most severe first).
 *
 * <p>A case of a suite has no file of its own here, so a result stands at the spec of an environment that is apart; its case is the
 * logical location, and its fingerprint keeps it apart from the others of that file.
 */
final class SarifReport {
    static final int RESULTS = 25_000;
    static final int MESSAGE = 1_000;
    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Verdict> RULES =
            List.of(Verdict.NONDETERMINISTIC, Verdict.DIVERGENT, Verdict.INCOMPLETE, Verdict.WITHIN_POLICY);

    private final Report report;

    private SarifReport(Report report) {
        this.report = report;
    }

    static String of(Report report) {
        ObjectNode root = JSON.createObjectNode();
        root.put("$schema", SCHEMA);
        root.put("version", "2.1.0");
        new SarifReport(report).run(root.putArray("runs").addObject());
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void run(ObjectNode run) {
        ObjectNode driver = run.putObject("tool").putObject("driver");
        driver.put("name", "gradlock");
        String version = SarifReport.class.getPackage().getImplementationVersion();
        driver.put("version", version == null ? "development" : version);
        ArrayNode rules = driver.putArray("rules");
        RULES.forEach(verdict -> rule(rules.addObject(), verdict));
        List<CaseResult> notable = report.notable();
        ObjectNode invocation = run.putArray("invocations").addObject();
        Map<String, String> broken = report.broken();
        invocation.put("executionSuccessful", broken.isEmpty());
        invocation.put("exitCode", report.status().code());
        ArrayNode notifications = invocation.putArray("toolExecutionNotifications");
        broken.forEach((environment, reason) ->
                notify(notifications, "error", Figures.plain(environment + " failed: " + reason)));
        if (notable.size() > RESULTS) {
            notify(
                    notifications,
                    "warning",
                    "%s more cases are in report.json".formatted(Figures.count(notable.size() - RESULTS)));
        }
        ArrayNode results = run.putArray("results");
        notable.stream().limit(RESULTS).forEach(result -> result(results.addObject(), result));
    }

    private static void notify(ArrayNode notifications, String level, String message) {
        ObjectNode notification = notifications.addObject();
        notification.put("level", level);
        text(notification.putObject("message"), message);
    }

    private static void rule(ObjectNode rule, Verdict verdict) {
        rule.put("id", id(verdict));
        text(rule.putObject("shortDescription"), "A gradient is " + verdict.word());
        text(rule.putObject("fullDescription"), meaning(verdict));
        text(
                rule.putObject("help"),
                meaning(verdict)
                        + " The report's page shows the elements, the trace and the commands to see it again.");
        rule.putObject("defaultConfiguration").put("level", level(verdict));
        rule.putObject("properties").putArray("tags").add("reproducibility");
    }

    private void result(ObjectNode node, CaseResult result) {
        node.put("ruleId", id(result.verdict()));
        node.put("ruleIndex", RULES.indexOf(result.verdict()));
        node.put("level", level(result.verdict()));
        text(node.putObject("message"), message(result));
        ObjectNode location = node.putArray("locations").addObject();
        ObjectNode physical = location.putObject("physicalLocation");
        physical.putObject("artifactLocation").put("uri", file(result));
        physical.putObject("region").put("startLine", 1);
        location.putArray("logicalLocations")
                .addObject()
                .put("fullyQualifiedName", Figures.plain(result.id()))
                .put("kind", "function");
        node.putObject("partialFingerprints").put("primaryLocationLineHash", fingerprint(result.id()) + ":1");
    }

    private String message(CaseResult result) {
        String text = CaseText.of(result, report.explanations().get(result.id())).stream()
                .map(String::strip)
                .collect(Collectors.joining("\n"));
        if (text.length() <= MESSAGE) {
            return text;
        }
        int end = MESSAGE - 2;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + " …";
    }

    /** The spec of an environment that is apart; a name that cannot be one of ours stands at the matrix. */
    private String file(CaseResult result) {
        String name = result.differences().isEmpty()
                ? result.variations().isEmpty()
                        ? result.findings().stream()
                                .flatMap(finding -> finding.environments().stream())
                                .findFirst()
                                .orElse("")
                        : result.variations().get(0).environment()
                : Agreement.of(report.names(), result).sides().stream()
                        .skip(1)
                        .map(side -> side.get(0))
                        .findFirst()
                        .orElse("");
        return report.comparison().subjects().stream()
                .filter(subject -> subject.name().equals(name))
                .map(SarifReport::environment)
                .filter(environment -> environment.matches("[A-Za-z0-9_][A-Za-z0-9._-]*"))
                .map(environment -> "environments/" + environment + "/environment.yml")
                .findFirst()
                .orElse("environments/matrix.yml");
    }

    private static String environment(Subject subject) {
        return subject.bundle().manifest().identity().environment();
    }

    /** Escapes what SARIF takes for a placeholder or a link in a message. */
    private static void text(ObjectNode message, String text) {
        message.put("text", text.replace("{", "{{").replace("}", "}}").replace("](", "] ("));
    }

    private static String fingerprint(String caseId) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(caseId.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, Long.BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String id(Verdict verdict) {
        return "gradlock/" + Figures.words(verdict).replace(' ', '-');
    }

    private static String level(Verdict verdict) {
        return switch (verdict) {
            case NONDETERMINISTIC, DIVERGENT -> "error";
            case INCOMPLETE -> "warning";
            case WITHIN_POLICY, REPRODUCIBLE -> "note";
        };
    }

    private static String meaning(Verdict verdict) {
        return switch (verdict) {
            case NONDETERMINISTIC -> "Its bits vary within one environment, across iterations or restarts.";
            case DIVERGENT -> "Its bits differ between environments.";
            case INCOMPLETE -> "It is missing, failed or skipped somewhere, or of another type or shape.";
            case WITHIN_POLICY -> "Its bits differ, and its policy allows the difference.";
            case REPRODUCIBLE -> "It has the same bits everywhere.";
        };
    }
}
