package io.github.gradlock.harness.report;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.diff.CaseResult;
import io.github.gradlock.harness.diff.Comparison;
import io.github.gradlock.harness.diff.DetectionGoal;
import io.github.gradlock.harness.diff.Subject;
import io.github.gradlock.harness.diff.TensorDifference;
import io.github.gradlock.harness.diff.Verdict;
import io.github.gradlock.harness.localise.Localisation;
import io.github.gradlock.harness.localise.Localiser;
import io.github.gradlock.harness.run.EnvironmentResult;
import io.github.gradlock.protocol.Bundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
 * @param localisations the first diverging operation, by case, of the first divergent cases
 * @param goal what the repetitions were to see; null where their number was not chosen by it
 */
public record Report(
        Comparison comparison,
        List<EnvironmentResult> environments,
        Map<String, Localisation> localisations,
        @Nullable DetectionGoal goal) {
    /** Cases that the terminal shows in full. */
    static final int CASES_SHOWN = 10;

    /** Copies the collections. */
    public Report {
        environments = List.copyOf(environments);
        localisations = Map.copyOf(localisations);
    }

    /** Makes a report; the bundles of the comparison must still be open. */
    public static Report of(Comparison comparison, List<EnvironmentResult> environments) throws IOException {
        Map<String, Bundle> bundles =
                comparison.subjects().stream().collect(Collectors.toMap(Subject::name, Subject::bundle));
        Map<String, Localisation> localisations = new TreeMap<>();
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
                Localiser.find(left, right, result.id())
                        .ifPresent(localisation -> localisations.put(result.id(), localisation));
            }
        }
        return new Report(comparison, environments, localisations, null);
    }

    /** Returns the same report with what the repetitions were to see. */
    public Report withGoal(@Nullable DetectionGoal asked) {
        return new Report(comparison, environments, localisations, asked);
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

    /** Returns a page that stands alone. */
    public String html() {
        return HtmlReport.of(this);
    }

    /**
     * Writes {@code report.json}, {@code report.md}, {@code junit.xml} and {@code report/index.html} into a folder.
     *
     * @return the page
     */
    public Path write(Path folder) throws IOException {
        Path page = folder.resolve("report").resolve("index.html");
        Files.createDirectories(folder.resolve("report"));
        replace(folder.resolve("report.json"), json() + "\n");
        replace(folder.resolve("report.md"), markdown());
        replace(folder.resolve("junit.xml"), junit());
        replace(page, html());
        return page;
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

    /** Returns the cases that are not plainly reproducible, worst first. */
    List<CaseResult> notable() {
        return comparison.cases().stream()
                .filter(result -> result.verdict() != Verdict.REPRODUCIBLE)
                .sorted(Comparator.comparing(CaseResult::verdict).reversed())
                .toList();
    }

    /** Returns something that all bundles agree on; empty if they do not, or there are none. */
    <T> Optional<T> common(Function<Bundle, T> property) {
        List<T> values = comparison.subjects().stream()
                .map(subject -> property.apply(subject.bundle()))
                .distinct()
                .toList();
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    private static void replace(Path file, String text) throws IOException {
        Path temporary = file.resolveSibling("." + file.getFileName() + ".part");
        Files.writeString(temporary, text, StandardCharsets.UTF_8);
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
