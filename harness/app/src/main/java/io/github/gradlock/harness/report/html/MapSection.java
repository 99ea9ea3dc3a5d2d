package io.github.gradlock.harness.report.html;

import io.github.gradlock.harness.diff.CaseResult;
import io.github.gradlock.harness.diff.Verdict;
import io.github.gradlock.harness.report.Agreement;
import io.github.gradlock.harness.report.CaseGroup;
import io.github.gradlock.harness.report.Figures;
import io.github.gradlock.harness.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Environments × cases. A group of cases has a row with the number of cases in which each environment stands apart; opened, it
 * has a row for each case, with a letter for each environment's side. What is the same everywhere is a list of names.
 */
final class MapSection {
    /** Groups are open as long as no more than so many rows show. */
    private static final int ROWS_OPEN = 40;

    /** Characters of rows after which cases are named without their letters: the page stays small whatever was found. */
    private static final int BUDGET = 1_100_000;

    private final Report report;
    private final List<String> names;
    private final Map<String, String> details;
    private int rows;

    /**
     * Makes the section.
     *
     * @param details the identifier of the element that shows a case in full, by its name
     */
    MapSection(Report report, Map<String, String> details) {
        this.report = report;
        this.names = report.names();
        this.details = details;
    }

    void write(Markup page) {
        if (report.comparison().cases().isEmpty()) {
            return;
        }
        List<CaseGroup> groups = CaseGroup.of(report.comparison().cases());
        List<CaseGroup> unlike =
                groups.stream().filter(group -> !group.notable().isEmpty()).toList();
        page.open("section", "id", "map").line();
        page.element("h2", "Environments × cases").line();
        if (!unlike.isEmpty()) {
            MapLegend.write(page, report.comparison().cases(), names);
            filter(page);
            page.open("div", "class", "wide map", "tabindex", "0", "role", "region", "aria-label", "Map of cases")
                    .line();
            head(page);
            int start = page.length();
            unlike.forEach(group -> group(page, group, page.length() - start > BUDGET));
            page.close().line();
        }
        same(page, groups);
        page.close().line();
    }

    private static void filter(Markup page) {
        // The script shows it: without one it would do nothing.
        page.open("form", "class", "filter", "hidden", "hidden", "role", "search");
        page.open("label").text("Filter ").empty("input", "type", "search", "placeholder", "name or verdict");
        page.close().text(" ").element("kbd", "/").open("output").close();
        page.close().line();
    }

    private void head(Markup page) {
        page.open("div", "class", "row head").element("span", "case", "class", "name");
        page.open("code", "class", "cells");
        names.forEach(
                name -> page.open("span", "title", name).element("span", name).close());
        page.close().element("span", "what differs", "class", "note").close().line();
    }

    private void group(Markup page, CaseGroup group, boolean spent) {
        List<CaseResult> notable = group.notable();
        if (notable.size() == 1 && group.cases().size() == 1) {
            row(page, "div", notable.get(0));
            return;
        }
        rows += notable.size();
        List<String> open = rows <= ROWS_OPEN ? List.of("open", "open") : List.of();
        page.open("details", open.toArray(String[]::new)).open("summary", "class", "row");
        page.element("span", group.name() + "*", "class", "name");
        heat(page, group);
        page.element(
                        "span",
                        "%s of %s"
                                .formatted(
                                        Figures.count(notable.size()),
                                        Figures.count(group.cases().size(), "case")),
                        "class",
                        "note")
                .close()
                .line();
        if (spent) {
            page.element("p", names(notable), "class", "names").line();
        } else {
            notable.forEach(result -> row(page, "div", result));
        }
        List<CaseResult> alike = group.cases().stream()
                .filter(result -> result.verdict() == Verdict.REPRODUCIBLE)
                .toList();
        if (!alike.isEmpty()) {
            page.element("p", "The same bits everywhere: " + names(alike), "class", "names");
        }
        page.close().line();
    }

    /** In how many cases of a group each environment stands apart, as a number on a shade. */
    private void heat(Markup page, CaseGroup group) {
        List<Agreement> agreements = group.notable().stream()
                .map(result -> Agreement.of(names, result))
                .toList();
        page.open("code", "class", "cells");
        for (int i = 0; i < names.size(); i++) {
            int environment = i;
            long apart = agreements.stream()
                    .filter(agreement -> agreement.isApart(environment))
                    .count();
            page.element(
                    "b",
                    Heat.cell(apart),
                    "class",
                    Heat.shade(apart, group.cases().size()) + Heat.width(apart));
        }
        page.close();
    }

    private void row(Markup page, String tag, CaseResult result) {
        page.open(tag, "class", "row");
        String anchor = details.get(result.id());
        if (anchor == null) {
            page.element("span", result.id(), "class", "name");
        } else {
            page.element("a", result.id(), "class", "name", "href", "#" + anchor);
        }
        Side.cells(page, Agreement.of(names, result));
        Tone tone = Tone.of(result.verdict());
        page.open("span", "class", "note " + tone.style())
                .element("span", tone.sign(), "class", "sign", "aria-hidden", "true")
                .text(" " + CaseSummary.of(result))
                .close();
        page.close().line();
    }

    private void same(Markup page, List<CaseGroup> groups) {
        List<CaseGroup> alike =
                groups.stream().filter(group -> group.notable().isEmpty()).toList();
        if (alike.isEmpty()) {
            return;
        }
        List<CaseResult> cases = new ArrayList<>();
        alike.forEach(group -> cases.addAll(group.cases()));
        page.open("details", "class", "alike")
                .open("summary")
                .element("span", Tone.GOOD.sign(), "class", "sign good", "aria-hidden", "true")
                .text(" The same bits everywhere: %s in %s"
                        .formatted(Figures.count(cases.size(), "case"), Figures.count(alike.size(), "group")))
                .close()
                .line();
        page.open("ul", "class", "names");
        for (CaseGroup group : alike) {
            page.element("li", names(group.cases()));
        }
        page.close().close().line();
    }

    private static String names(List<CaseResult> cases) {
        return cases.stream().map(CaseResult::id).collect(Collectors.joining(", "));
    }
}
