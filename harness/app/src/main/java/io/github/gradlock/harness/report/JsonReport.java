package io.github.gradlock.harness.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gradlock.harness.diff.CaseResult;
import io.github.gradlock.harness.diff.Comparison;
import io.github.gradlock.harness.diff.Confidence;
import io.github.gradlock.harness.diff.DetectionGoal;
import io.github.gradlock.harness.diff.Finding;
import io.github.gradlock.harness.diff.PairDifference;
import io.github.gradlock.harness.diff.TensorDifference;
import io.github.gradlock.harness.diff.Variation;
import io.github.gradlock.harness.diff.Verdict;
import io.github.gradlock.harness.explain.CaseExplanation;
import io.github.gradlock.harness.explain.ExplanationJson;
import io.github.gradlock.harness.run.EnvironmentResult;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The document of {@code --json}; what is not a finite number is null, or the string {@code Infinity}. */
final class JsonReport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonReport() {}

    static String of(Report report) {
        Comparison comparison = report.comparison();
        ObjectNode root = JSON.createObjectNode();
        root.put("verdict", report.verdict());
        root.put("exit", report.status().code());
        ArrayNode environments = root.putArray("environments");
        report.environments().forEach(environment -> environment(environments.addObject(), environment));
        cases(root.putObject("cases"), comparison);
        ArrayNode results = root.putArray("results");
        Commands commands = new Commands(report);
        comparison.cases().forEach(result -> result(results.addObject(), report, commands, result));
        ArrayNode differences = root.putArray("differences");
        comparison.cases().forEach(result -> differences(differences, result));
        ArrayNode findings = root.putArray("findings");
        comparison.cases().forEach(result -> findings(findings, result));
        ArrayNode explanations = root.putArray("explanations");
        comparison.cases().stream()
                .map(result -> report.explanations().get(result.id()))
                .filter(Objects::nonNull)
                .forEach(explanation -> explanation(explanations.addObject(), explanation));
        ArrayNode sides = root.putArray("sides");
        Agreement.ofAll(report.names(), comparison.cases())
                .sides()
                .forEach(side -> side.forEach(sides.addArray()::add));
        comparison.warnings().forEach(root.putArray("warnings")::add);
        root.put("executions", comparison.cleanExecutions());
        int repetitions = report.cleanRepetitions();
        root.put("repetitions", repetitions);
        OptionalDouble least = repetitions == 0 ? OptionalDouble.empty() : Confidence.leastSeen(repetitions);
        root.put("upperBound", least.isPresent() ? (Double) least.getAsDouble() : null);
        goal(root, report);
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void goal(ObjectNode root, Report report) {
        DetectionGoal goal = report.goal();
        if (goal == null) {
            root.putNull("goal");
            return;
        }
        ObjectNode node = root.putObject("goal");
        int ran = report.cleanProcesses();
        node.put("share", goal.share());
        node.put("confidence", goal.confidence());
        node.put("processes", goal.processes());
        node.put("ran", ran);
        node.put("seen", ran == 0 ? null : (Double) Confidence.seen(goal.share(), ran));
    }

    private static void environment(ObjectNode node, EnvironmentResult environment) {
        node.put("name", environment.name());
        node.put("status", Figures.words(environment.status()));
        node.put("cases", environment.cases());
        node.put("resultsDigest", environment.resultsDigest());
        node.put("seconds", Double.isFinite(environment.seconds()) ? (Double) environment.seconds() : null);
        node.put("reason", environment.reason());
    }

    private static void cases(ObjectNode node, Comparison comparison) {
        node.put("total", comparison.cases().size());
        node.put("reproducible", comparison.count(Verdict.REPRODUCIBLE));
        node.put("withinPolicy", comparison.count(Verdict.WITHIN_POLICY));
        node.put("divergent", comparison.count(Verdict.DIVERGENT));
        node.put("nondeterministic", comparison.count(Verdict.NONDETERMINISTIC));
        node.put("incomplete", comparison.count(Verdict.INCOMPLETE));
    }

    /** Of what is the same everywhere, that is all there is to say. */
    private static void result(ObjectNode node, Report report, Commands commands, CaseResult result) {
        node.put("case", result.id());
        node.put("verdict", result.verdict().word());
        ArrayNode outcomes = node.putArray("outcomes");
        if (result.verdict() != Verdict.REPRODUCIBLE) {
            for (String name : report.names()) {
                CaseOutcome outcome = CaseOutcome.of(result, name);
                ObjectNode one = outcomes.addObject();
                one.put("environment", name);
                one.put("outcome", Figures.words(outcome));
                ArrayNode text = one.putArray("text");
                if (outcome != CaseOutcome.PASSED) {
                    CaseOutcome.text(report, result, name).forEach(text::add);
                }
            }
        }
        node.put("next", result.differences().isEmpty() ? null : commands.explain(result));
    }

    private static void differences(ArrayNode all, CaseResult result) {
        for (Variation variation : result.variations()) {
            ObjectNode node = difference(
                    all, result, variation.tensor(), List.of(variation.environment()), variation.difference());
            node.put("distinct", variation.distinct());
            node.put("restart", variation.restart());
            node.put("iteration", variation.iteration());
            PatternJson.write(node.putObject("pattern"), variation.pattern());
            PatternJson.write(node, variation.stress());
        }
        for (TensorDifference tensor : result.differences()) {
            for (PairDifference pair : tensor.pairs()) {
                ObjectNode node = difference(all, result, tensor.tensor(), List.of(pair.left(), pair.right()), pair);
                ArrayNode classes = node.putArray("classes");
                tensor.classes().forEach(members -> members.forEach(classes.addArray()::add));
            }
        }
    }

    private static ObjectNode difference(
            ArrayNode all, CaseResult result, String tensor, List<String> environments, @Nullable PairDifference pair) {
        ObjectNode node = all.addObject();
        node.put("case", result.id());
        node.put("tensor", tensor);
        node.put("verdict", result.verdict().word());
        environments.forEach(node.putArray("environments")::add);
        node.put("mismatched", pair == null ? null : (Long) pair.mismatched());
        node.put("total", pair == null ? null : (Long) pair.total());
        node.put(
                "maxUlp",
                pair == null || pair.maxUlp() == null
                        ? null
                        : new BigInteger(Long.toUnsignedString(pair.maxUlp().ulps())));
        if (pair == null || pair.maxAbs() == null) {
            node.putNull("maxAbs");
        } else if (Double.isInfinite(pair.maxAbs().value())) {
            node.put("maxAbs", "Infinity");
        } else {
            node.put("maxAbs", pair.maxAbs().value());
        }
        if (pair == null || pair.first().isEmpty()) {
            node.putNull("firstIndex");
        } else {
            pair.first().get(0).index().forEach(node.putArray("firstIndex")::add);
        }
        node.set("metrics", pair == null ? JSON.nullNode() : JsonMetrics.of(pair));
        return node;
    }

    private static void explanation(ObjectNode node, CaseExplanation explanation) {
        node.put("case", explanation.caseId());
        node.put(
                "firstDivergence",
                explanation.localisation() == null
                        ? null
                        : explanation.localisation().text());
        node.set("causes", JSON.valueToTree(ExplanationJson.causes(explanation.diagnosis())));
    }

    private static void findings(ArrayNode all, CaseResult result) {
        for (Finding finding : result.findings()) {
            ObjectNode node = all.addObject();
            node.put("case", result.id());
            node.put("kind", Figures.words(finding.kind()));
            finding.environments().forEach(node.putArray("environments")::add);
            node.put("message", finding.message());
        }
    }
}
