package io.github.gradlock.harness.report;

import io.github.gradlock.harness.diff.CaseResult;
import io.github.gradlock.harness.run.EnvironmentResult;
import java.util.List;
import java.util.Objects;

/** The report as Markdown, for the summary of a CI job; small whatever was found. */
final class MarkdownReport {
    private MarkdownReport() {}

    static String of(Report report) {
        StringBuilder text = new StringBuilder("# gradlock: " + report.verdict() + "\n\n");
        new TerminalReport(report).verdict().forEach(line -> text.append(line).append("\n"));
        text.append("\n| environment | status | cases | seconds | results | reason |\n|---|---|--:|--:|---|---|\n");
        for (EnvironmentResult environment : report.environments()) {
            text.append("| %s | %s | %s | %s | %s | %s |\n"
                    .formatted(
                            cell(environment.name()),
                            Figures.words(environment.status()),
                            Figures.count(environment.cases()),
                            Figures.seconds(environment.seconds()).replace(" s", ""),
                            cell(Figures.digest(Objects.requireNonNullElse(environment.resultsDigest(), ""))),
                            cell(Objects.requireNonNullElse(environment.reason(), ""))));
        }
        report.comparison()
                .warnings()
                .forEach(warning ->
                        text.append("\nwarning: ").append(cell(warning)).append("\n"));
        List<CaseResult> notable = report.notable();
        if (!notable.isEmpty()) {
            text.append("\n");
            for (CaseResult result : notable.subList(0, Math.min(notable.size(), Report.CASES_SHOWN))) {
                // Indented code: no text of a bundle can end it, as it could a fence.
                CaseText.of(result, report.explanations().get(result.id()))
                        .forEach(line -> text.append("    ").append(line).append("\n"));
            }
            if (notable.size() > Report.CASES_SHOWN) {
                text.append("\n… and %s more: report.json has all\n"
                        .formatted(Figures.count(notable.size() - Report.CASES_SHOWN)));
            }
        }
        return text.toString();
    }

    /** Escapes what Markdown or HTML would take for markup. */
    private static String cell(String text) {
        return Figures.plain(text)
                .replaceAll("([\\\\`*_\\[\\]|#])", "\\\\$1")
                .replace("&", "&amp;")
                .replace("<", "&lt;");
    }
}
