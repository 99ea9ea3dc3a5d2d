package io.github.gradlock.harness.report;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.diff.CaseResult;
import io.github.gradlock.harness.diff.Comparison;
import io.github.gradlock.harness.diff.Subject;
import io.github.gradlock.harness.diff.TensorDifference;
import io.github.gradlock.harness.diff.Verdict;
import io.github.gradlock.harness.localise.FirstDivergence;
import io.github.gradlock.harness.localise.Localisation;
import io.github.gradlock.harness.run.EnvironmentResult;
import io.github.gradlock.protocol.Bundle;
import io.github.gradlock.protocol.TensorInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison and the environments it came from amount to, in every form in which it is told.
 *
 * @param comparison of the bundles there are
 * @param environments all that were asked for, with those that did not run
 * @param localisations the first diverging operation, by case, of the first divergent cases
 * @param traces the operations of the same cases
 */
public record Report(
        Comparison comparison,
        List<EnvironmentResult> environments,
        Map<String, Localisation> localisations,
        Map<String, TraceGraph> traces) {
    /** Cases that the terminal shows in full. */
    static final int CASES_SHOWN = 10;

    /** Copies the collections. */
    public Report {
        environments = List.copyOf(environments);
        localisations = Map.copyOf(localisations);
        traces = Map.copyOf(traces);
    }

    /** Makes a report; the bundles of the comparison must still be open. */
    public static Report of(Comparison comparison, List<EnvironmentResult> environments) throws IOException {
        Map<String, Bundle> bundles =
                comparison.subjects().stream().collect(Collectors.toMap(Subject::name, Subject::bundle));
        Map<String, Localisation> localisations = new TreeMap<>();
        Map<String, TraceGraph> traces = new TreeMap<>();
        List<CaseResult> divergent = comparison.cases().stream()
                .filter(result -> !result.differences().isEmpty())
                .sorted(Comparator.comparing(CaseResult::verdict).reversed())
                .limit(CASES_SHOWN)
                .toList();
        for (CaseResult result : divergent) {
            TensorDifference difference = result.differences().get(0);
            Bundle left = bundles.get(difference.classes().get(0).get(0));
            Bundle right = bundles.get(difference.classes().get(1).get(0));
            if (left != null && right != null) {
                Optional<Localisation> found = FirstDivergence.find(left, right, result.id());
                if (found.isPresent()) {
                    localisations.put(result.id(), found.get());
                    traces.put(result.id(), trace(result, left, right, found.get()));
                }
            }
        }
        return new Report(comparison, environments, localisations, traces);
    }

    private static TraceGraph trace(CaseResult result, Bundle left, Bundle right, Localisation localisation)
            throws IOException {
        Set<String> differing =
                result.differences().stream().map(TensorDifference::tensor).collect(Collectors.toSet());
        Set<String> unlike = left.findCase(result.id()).stream()
                .flatMap(record -> record.tensors().stream())
                .filter(tensor -> differing.contains(tensor.name()))
                .map(TensorInfo::sha256)
                .collect(Collectors.toSet());
        return TraceGraph.of(left.trace(result.id()), right.trace(result.id()), localisation, unlike);
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
