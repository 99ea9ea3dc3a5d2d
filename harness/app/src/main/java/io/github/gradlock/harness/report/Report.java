package io.github.gradlock.harness.report;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.diff.CaseResult;
import io.github.gradlock.harness.diff.Comparison;
import io.github.gradlock.harness.diff.DetectionGoal;
import io.github.gradlock.harness.diff.Subject;
import io.github.gradlock.harness.diff.Verdict;
import io.github.gradlock.harness.explain.CaseExplanation;
import io.github.gradlock.harness.explain.Explainer;
import io.github.gradlock.harness.explain.Side;
import io.github.gradlock.harness.run.EnvironmentResult;
import io.github.gradlock.protocol.Bundle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison and the environments it came from amount to, in every form in which it is told.
 *
 * @param comparison of the bundles there are
 * @param environments all that were asked for, with those that did not run
 * @param explanations where the first of the cases that differ go apart and why, by case
 * @param goal what the repetitions were to see; null where their number was not chosen by it
 * @param suite the options with which a command runs the same suite in environments of the same folder, {@code  --suite t.jar --seed 7}; null where only bundles are known
 */
public record Report(
        Comparison comparison,
        List<EnvironmentResult> environments,
        Map<String, CaseExplanation> explanations,
        @Nullable DetectionGoal goal,
        @Nullable String suite) {
    /** Cases that the terminal shows in full. */
    static final int CASES_SHOWN = 10;

    /** Copies the collections. */
    public Report {
        environments = List.copyOf(environments);
        explanations = Map.copyOf(explanations);
    }

    /**
     * Makes a report; the bundles of the comparison must still be open. The worst cases are explained by what the bundles hold:
     * nothing is run.
     */
    public static Report of(Comparison comparison, List<EnvironmentResult> environments) throws IOException {
        Map<String, CaseExplanation> explanations = new TreeMap<>();
        ClosestPair pairs = new ClosestPair(comparison);
        List<CaseResult> unlike = comparison.cases().stream()
                .filter(result ->
                        !result.differences().isEmpty() || !result.variations().isEmpty())
                .sorted(Comparator.comparing(CaseResult::verdict).reversed())
                .limit(CASES_SHOWN)
                .toList();
        for (CaseResult result : unlike) {
            explanations.put(result.id(), explanation(comparison, result, pairs));
        }
        return new Report(comparison, environments, explanations, null, null);
    }

    private static CaseExplanation explanation(Comparison comparison, CaseResult result, ClosestPair pairs)
            throws IOException {
        Map<String, Side> sides = comparison.subjects().stream()
                .collect(Collectors.toMap(Subject::name, subject -> new Side(subject.name(), subject.bundle(), null)));
        List<String> names = result.differences().isEmpty()
                ? List.of(result.variations().get(0).environment())
                : pairs.of(result);
        Side left = Objects.requireNonNull(sides.get(names.get(0)));
        Side right = Objects.requireNonNull(sides.get(names.get(names.size() - 1)));
        try {
            return new Explainer(left, right, null).explain(List.of(result)).get(0);
        } catch (InterruptedException impossible) {
            throw new IllegalStateException("nothing is waited for where nothing is run", impossible);
        }
    }

    /** Returns the same report with what the repetitions were to see. */
    public Report withGoal(@Nullable DetectionGoal asked) {
        return new Report(comparison, environments, explanations, asked, suite);
    }

    /** Returns the same report with the options by which the suite was named. */
    public Report withSuite(String arguments) {
        return new Report(comparison, environments, explanations, goal, arguments);
    }

    /** Returns what the process answers: differing bits, then anything missing, then too little to compare. */
    public ExitStatus status() {
        ExitStatus compared = comparison.status();
        boolean failed =
                environments.stream().anyMatch(environment -> environment.status() == EnvironmentResult.Status.FAILED);
        return failed && compared != ExitStatus.DIFFERENT ? ExitStatus.INCOMPLETE : compared;
    }

    /** Returns the verdict in a word: reproducible, within policy, different, incomplete or nothing compared. */
    public String verdict() {
        return switch (status()) {
            case REPRODUCIBLE -> comparison.count(Verdict.WITHIN_POLICY) > 0 ? "within policy" : "reproducible";
            case DIFFERENT -> "different";
            case INCOMPLETE, BAD_INPUT -> "incomplete";
            case NOTHING_COMPARED -> "nothing compared";
        };
    }

    /** Returns the whole report for a terminal: {@link #header}, {@link #environmentLines}, {@link #findings}. */
    public List<String> terminal(@Nullable Path html) {
        return new TerminalReport(this).lines(html);
    }

    /** Returns the line above the environments: suite, numbers of cases, environments and executions. */
    public String header() {
        return new TerminalReport(this).header();
    }

    /** Returns a line for each environment. */
    public List<String> environmentLines() {
        return new TerminalReport(this).environments();
    }

    /** Returns what follows the environments: warnings, cases that are not reproducible, the verdict, hints. */
    public List<String> findings(@Nullable Path html) {
        return new TerminalReport(this).findings(html);
    }

    /** Returns the document of {@code --json}; its schema is {@code report.schema.json} beside this class. */
    public String json() {
        return JsonReport.of(this);
    }

    /** Returns a summary in Markdown. */
    public String markdown() {
        return MarkdownReport.of(this);
    }

    /** Returns a JUnit report with one test for each case in each environment. */
    public String junit() {
        return JunitReport.of(this);
    }

    /** Returns the document for services that show findings beside code: SARIF 2.1.0. */
    public String sarif() {
        return SarifReport.of(this);
    }

    /** Returns the verdict in a sentence, and what it rests on. */
    public List<String> sentences() {
        return new TerminalReport(this).verdict();
    }

    /** Returns the names of what was compared, in order. */
    public List<String> names() {
        return comparison.subjects().stream().map(Subject::name).toList();
    }

    /** Returns why environments did not come to their end, by name: they failed, or left a bundle that is partial. */
    Map<String, String> broken() {
        Map<String, String> broken = new LinkedHashMap<>();
        environments.stream()
                .filter(environment -> environment.status() == EnvironmentResult.Status.FAILED)
                .forEach(environment ->
                        broken.put(environment.name(), Objects.requireNonNullElse(environment.reason(), "it failed")));
        comparison.subjects().stream()
                .filter(subject -> subject.bundle().isPartial())
                .forEach(subject ->
                        broken.putIfAbsent(subject.name(), "its bundle is partial: its run did not come to its end"));
        return broken;
    }

    /** Returns the least number of processes of an environment that has results; 0 if no case was found clean. */
    int cleanProcesses() {
        return comparison.count(Verdict.REPRODUCIBLE) == 0
                ? 0
                : comparison.subjects().stream()
                        .mapToInt(subject -> subject.bundle().manifest().restarts())
                        .min()
                        .orElse(0);
    }

    /**
     * Returns the least number of executions of each case in an environment that has results; 0 if no case was found clean. One
     * whose run did not come to its end promises one execution.
     */
    int cleanRepetitions() {
        return comparison.count(Verdict.REPRODUCIBLE) == 0
                ? 0
                : comparison.subjects().stream()
                        .map(Subject::bundle)
                        .mapToInt(bundle -> bundle.isPartial()
                                ? 1
                                : bundle.manifest().iterations()
                                        * bundle.manifest().restarts())
                        .min()
                        .orElse(0);
    }

    /** Returns the cases that are not plainly reproducible, worst first. */
    public List<CaseResult> notable() {
        return comparison.cases().stream()
                .filter(result -> result.verdict() != Verdict.REPRODUCIBLE)
                .sorted(Comparator.comparing(CaseResult::verdict).reversed())
                .toList();
    }

    /** Returns something that all bundles agree on; empty if they do not, or there are none. */
    public <T> Optional<T> common(Function<Bundle, T> property) {
        List<T> values = comparison.subjects().stream()
                .map(subject -> property.apply(subject.bundle()))
                .distinct()
                .toList();
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }
}
