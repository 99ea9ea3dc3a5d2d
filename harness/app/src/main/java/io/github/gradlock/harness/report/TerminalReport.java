package io.github.gradlock.harness.report;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.diff.CaseResult;
import io.github.gradlock.harness.diff.Comparison;
import io.github.gradlock.harness.diff.Confidence;
import io.github.gradlock.harness.diff.DetectionGoal;
import io.github.gradlock.harness.diff.Verdict;
import io.github.gradlock.harness.run.EnvironmentResult;
import io.github.gradlock.harness.run.EnvironmentResult.Status;
import io.github.gradlock.protocol.Manifest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** The report as lines of text, without colours. */
final class TerminalReport {
    private static final String SEPARATOR = " · ";

    private final Report report;
    private final Comparison comparison;

    TerminalReport(Report report) {
        this.report = report;
        this.comparison = report.comparison();
    }

    List<String> lines(@Nullable Path html) {
        List<String> lines = new ArrayList<>();
        lines.add(header());
        lines.add("");
        lines.addAll(environments());
        lines.add("");
        lines.addAll(findings(html));
        return lines;
    }

    String header() {
        List<String> parts = new ArrayList<>(List.of("gradlock"));
        report.common(bundle -> bundle.manifest().suite())
                .filter(suite -> !suite.isEmpty())
                .ifPresent(suite -> parts.add("suite " + suite));
        parts.add(Figures.count(comparison.cases().size(), "case"));
        parts.add(Figures.count(report.environments().size(), "environment"));
        if (!comparison.subjects().isEmpty()) {
            parts.add(range(Manifest::iterations, "iteration") + " × " + range(Manifest::restarts, "restart"));
        }
        return Figures.plain(String.join(SEPARATOR, parts));
    }

    /** What all have, {@code 2 iterations}, or from least to most, {@code 1 to 2 iterations}. */
    private String range(ToIntFunction<Manifest> count, String noun) {
        IntSummaryStatistics counts = comparison.subjects().stream()
                .mapToInt(subject -> count.applyAsInt(subject.bundle().manifest()))
                .summaryStatistics();
        String most = Figures.count(counts.getMax(), noun);
        return counts.getMin() == counts.getMax() ? most : counts.getMin() + " to " + most;
    }

    List<String> environments() {
        int names = report.environments().stream()
                .mapToInt(environment -> environment.name().length())
                .max()
                .orElse(0);
        return report.environments().stream()
                .map(environment -> Figures.plain(environment(environment, names)))
                .toList();
    }

    private static String environment(EnvironmentResult environment, int names) {
        String name = CaseText.pad(environment.name(), names);
        if (environment.status() == Status.NOT_RUN) {
            return "  – " + name + "   not run: " + Objects.requireNonNullElse(environment.reason(), "no reason given");
        }
        String figures = "%7s %8s   %s"
                .formatted(
                        Figures.count(environment.cases()),
                        Figures.seconds(environment.seconds()),
                        Figures.digest(Objects.requireNonNullElse(environment.resultsDigest(), "")));
        if (environment.status() == Status.FAILED) {
            String reason = Objects.requireNonNullElse(environment.reason(), "no reason given");
            return "  ✘ " + name + (environment.bundle() == null ? "" : figures) + "   failed: " + reason;
        }
        return "  ✔ " + name + figures;
    }

    List<String> findings(@Nullable Path html) {
        List<String> lines = new ArrayList<>();
        comparison.warnings().forEach(warning -> lines.add("warning: " + Figures.plain(warning)));
        separate(lines);
        int left = report.status() == ExitStatus.NOTHING_COMPARED
                ? 0
                : report.notable().size();
        for (List<CaseResult> alike :
                blocks().stream().limit(Report.CASES_SHOWN).toList()) {
            lines.addAll(
                    alike.size() == 1
                            ? CaseText.of(
                                    alike.get(0),
                                    report.explanations().get(alike.get(0).id()))
                            : CaseText.ofAll(alike));
            lines.add("");
            left -= alike.size();
        }
        if (left > 0) {
            lines.add("… and %s more; gradlock compare --case PATTERN or --json shows all"
                    .formatted(Figures.count(left)));
            lines.add("");
        }
        lines.addAll(verdict());
        if (html != null) {
            lines.add("report  " + html);
        }
        hints(lines);
        return lines;
    }

    /** The notable cases; those of which only the same can be said stand together, where the first of them would. */
    private Collection<List<CaseResult>> blocks() {
        Map<String, List<CaseResult>> blocks = new LinkedHashMap<>();
        for (CaseResult result :
                report.status() == ExitStatus.NOTHING_COMPARED ? List.<CaseResult>of() : report.notable()) {
            boolean figures =
                    !result.differences().isEmpty() || !result.variations().isEmpty();
            String key = figures ? result.id() : result.verdict() + " " + result.findings();
            blocks.computeIfAbsent(key, unseen -> new ArrayList<>()).add(result);
        }
        return blocks.values();
    }

    /** The verdict in a sentence, and what it rests on. */
    List<String> verdict() {
        String sentence =
                switch (report.status()) {
                    case REPRODUCIBLE ->
                        comparison.count(Verdict.WITHIN_POLICY) == 0
                                ? "Reproducible: " + sameBits("%s of %s %s the same bits")
                                : "Within policy: " + counted();
                    case DIFFERENT -> "Different: " + counted();
                    case INCOMPLETE, BAD_INPUT -> "Incomplete: " + failed() + counted();
                    case NOTHING_COMPARED -> "Nothing was compared: " + reasonForNothing();
                };
        List<String> lines = new ArrayList<>(List.of(sentence + "."));
        int repetitions = report.cleanRepetitions();
        OptionalDouble least = repetitions == 0 ? OptionalDouble.empty() : Confidence.leastSeen(repetitions);
        if (least.isPresent() && report.status() != ExitStatus.DIFFERENT) {
            lines.add(
                    ("%s in each environment: what varies with each run, the rarer result in more than %s of them, would"
                                    + " have been seen there (95 %% confidence).")
                            .formatted(
                                    Figures.count(repetitions, "clean run"),
                                    Figures.percentAtMost(least.getAsDouble())));
        }
        DetectionGoal goal = report.goal();
        if (goal != null && report.cleanProcesses() > 0) {
            lines.add(reached(goal, report.cleanProcesses()));
        }
        return lines;
    }

    /** What the repetitions would have seen in the clean cases, in each environment by itself. */
    private static String reached(DetectionGoal goal, int processes) {
        String share = "what varies in %s of the processes or executions of an environment"
                .formatted(Figures.percent(goal.share()));
        String seen = Figures.percentAtLeast(Confidence.seen(goal.share(), processes));
        return goal.isReached(processes)
                ? "%s in each environment: %s would have been seen there with a probability of %s."
                        .formatted(Figures.count(processes) + " processes", share, seen)
                : "Not %s confident: %s would have been seen with a probability of %s, after %d of %d processes."
                        .formatted(Figures.percent(goal.confidence()), share, seen, processes, goal.processes());
    }

    private String failed() {
        int failed = (int) report.environments().stream()
                .filter(environment -> environment.status() == Status.FAILED)
                .count();
        return failed == 0
                ? ""
                : "%s of %s failed; "
                        .formatted(
                                Figures.count(failed),
                                Figures.count(report.environments().size(), "environment"));
    }

    /** How many cases have which verdict: {@code of 3 cases, 1 differs between environments, 2 are the same bits …}. */
    private String counted() {
        List<String> parts = new ArrayList<>();
        parts.add("of " + Figures.count(comparison.cases().size(), "case"));
        part(parts, Verdict.DIVERGENT, "differs between environments", "differ between environments");
        part(parts, Verdict.NONDETERMINISTIC, "varies within an environment", "vary within an environment");
        part(parts, Verdict.INCOMPLETE, "is incomplete", "are incomplete");
        part(
                parts,
                Verdict.WITHIN_POLICY,
                "differs as much as its policy allows",
                "differ as much as their policy allows");
        parts.add(sameBits("%1$s %3$s the same bits"));
        return String.join(", ", parts);
    }

    private void part(List<String> parts, Verdict verdict, String one, String many) {
        int count = comparison.count(verdict);
        if (count > 0) {
            parts.add(Figures.count(count) + " " + (count == 1 ? one : many));
        }
    }

    private String sameBits(String words) {
        int same = comparison.count(Verdict.REPRODUCIBLE);
        int results = comparison.subjects().size();
        int executions = comparison.cleanExecutions();
        String cases = words.formatted(
                Figures.count(same), Figures.count(comparison.cases().size(), "case"), same == 1 ? "is" : "are");
        String where = " in %s of %s"
                .formatted(
                        Figures.count(results),
                        Figures.count(Math.max(results, report.environments().size()), "environment"));
        return cases + where + (executions > 1 ? ", " + Figures.count(executions, "run") : "");
    }

    private String reasonForNothing() {
        int results = comparison.subjects().size();
        if (results > 0 && comparison.cases().isEmpty()) {
            Manifest.Part part =
                    comparison.subjects().get(0).bundle().manifest().part();
            return part == null
                    ? "the suite recorded nothing"
                    : "no case falls into shard " + part.shard() + ", or what does recorded nothing";
        }
        return results > 1
                ? "no case was executed twice with something recorded"
                : results == 1 ? "there is one result, and it takes two" : "there is no result";
    }

    private void hints(List<String> lines) {
        List<String> hints = new ArrayList<>();
        for (CaseResult result : report.notable()) {
            if (!result.differences().isEmpty() && result.verdict() != Verdict.WITHIN_POLICY) {
                hints.add(new Commands(report).explain(result) + " says why, as far as it can be known");
                break;
            }
        }
        if (!hints.isEmpty()) {
            lines.add("");
            hints.forEach(hint -> lines.add("hint: " + Figures.plain(hint)));
        }
    }

    private static void separate(List<String> lines) {
        if (!lines.isEmpty()) {
            lines.add("");
        }
    }
}
