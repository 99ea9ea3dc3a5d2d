package io.github.gradlock.harness.report;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.diff.CaseResult;
import io.github.gradlock.harness.diff.Subject;
import io.github.gradlock.harness.run.EnvironmentResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** The report as one page of HTML without scripts, from the template beside this class. */
final class HtmlReport {
    private static final int CASES = 200;
    private static final String TEMPLATE = "index.html";

    private final Report report;

    private HtmlReport(Report report) {
        this.report = report;
    }

    static String of(Report report) {
        HtmlReport page = new HtmlReport(report);
        boolean good = report.status() == ExitStatus.REPRODUCIBLE;
        return Template.fill(
                template(),
                Map.of(
                        "verdict",
                        Template.escaped(report.verdict()),
                        "tone",
                        good ? "good" : "bad",
                        "header",
                        Template.escaped(new TerminalReport(report).header()),
                        "summary",
                        page.summary(),
                        "environments",
                        page.environments(),
                        "cases",
                        page.cases(),
                        "provenance",
                        page.provenance()));
    }

    private String summary() {
        List<String> lines = new ArrayList<>(new TerminalReport(report).verdict());
        report.comparison().warnings().forEach(warning -> lines.add("Warning: " + warning));
        return lines.stream()
                .map(line -> "<p>" + Template.escaped(line) + "</p>\n")
                .reduce("", String::concat);
    }

    private String environments() {
        StringBuilder rows = new StringBuilder();
        for (EnvironmentResult environment : report.environments()) {
            rows.append(row(
                    "td",
                    List.of(
                            environment.name(),
                            environment.status().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                            Figures.count(environment.cases()),
                            Figures.seconds(environment.seconds()),
                            Objects.requireNonNullElse(environment.resultsDigest(), ""),
                            Objects.requireNonNullElse(environment.reason(), ""))));
        }
        return rows.toString();
    }

    private String cases() {
        List<CaseResult> notable = report.notable();
        if (notable.isEmpty()) {
            return "<p>none</p>\n";
        }
        StringBuilder text = new StringBuilder();
        for (CaseResult result : notable.subList(0, Math.min(CASES, notable.size()))) {
            List<String> lines = CaseText.of(result, report.localisations().get(result.id()));
            text.append("<h3>%s <small>%s</small></h3>\n<pre>%s</pre>\n"
                    .formatted(
                            Template.escaped(result.id()),
                            result.verdict().word(),
                            Template.escaped(String.join("\n", lines))));
        }
        if (notable.size() > CASES) {
            text.append(
                    "<p>… and %s more: report.json has all.</p>\n".formatted(Figures.count(notable.size() - CASES)));
        }
        return text.toString();
    }

    /** What the environments turned out to be: what differs first, then what is the same. */
    private String provenance() {
        List<Subject> subjects = report.comparison().subjects();
        TreeSet<String> keys = new TreeSet<>();
        subjects.forEach(
                subject -> keys.addAll(subject.bundle().manifest().provenance().keySet()));
        List<String> head = new ArrayList<>(List.of(""));
        subjects.forEach(subject -> head.add(subject.name()));
        StringBuilder differing = new StringBuilder();
        StringBuilder same = new StringBuilder();
        for (String key : keys) {
            List<String> values = subjects.stream()
                    .map(subject -> subject.bundle().manifest().provenance().getOrDefault(key, ""))
                    .toList();
            List<String> cells = new ArrayList<>(List.of(key));
            cells.addAll(values);
            boolean differs = values.stream().distinct().count() > 1;
            (differs ? differing : same).append(row(differs ? "td class=\"differs\"" : "td", cells));
        }
        return row("th", head) + differing + same;
    }

    private static String row(String tag, List<String> cells) {
        String name = tag.split(" ", 2)[0];
        StringBuilder row = new StringBuilder("<tr>");
        cells.forEach(cell -> row.append("<" + tag + ">" + Template.escaped(cell) + "</" + name + ">"));
        return row.append("</tr>\n").toString();
    }

    private static String template() {
        try (InputStream stream = HtmlReport.class.getResourceAsStream(TEMPLATE)) {
            return new String(Objects.requireNonNull(stream, TEMPLATE).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
