package io.github.gradlock.harness.report.html;

import io.github.gradlock.harness.diff.CaseResult;
import io.github.gradlock.harness.diff.Finding;
import io.github.gradlock.harness.diff.PairDifference;
import io.github.gradlock.harness.diff.Policy;
import io.github.gradlock.harness.diff.TensorDifference;
import io.github.gradlock.harness.diff.Variation;
import io.github.gradlock.harness.explain.CaseExplanation;
import io.github.gradlock.harness.report.Commands;
import io.github.gradlock.harness.report.Figures;
import io.github.gradlock.harness.report.Report;
import io.github.gradlock.harness.report.TraceExcerpt;
import java.util.List;

/** One case in full: where it goes apart, every tensor that differs, the trace, and what to do next. */
final class CaseDetail {
    private static final int TENSORS = 3;
    private static final int PAIRS = 2;

    private final Report report;
    private final Commands commands;
    private final CaseResult result;

    CaseDetail(Report report, Commands commands, CaseResult result) {
        this.report = report;
        this.commands = commands;
        this.result = result;
    }

    void write(Markup page, String anchor, boolean open) {
        String[] attributes = {"class", "case", "id", anchor, "open", "open"};
        page.open("details", open ? attributes : java.util.Arrays.copyOf(attributes, attributes.length - 2));
        Tone tone = Tone.of(result.verdict());
        page.open("summary")
                .element("span", tone.sign(), "class", "sign " + tone.style(), "aria-hidden", "true")
                .element("h3", result.id())
                .element("span", CaseSummary.of(result), "class", "note")
                .close()
                .line();
        CaseExplanation explanation = report.explanations().get(result.id());
        if (explanation != null) {
            ExplanationDetail.write(page, explanation);
        }
        if (!result.policy().equals(Policy.BITWISE)) {
            page.element("p", "Policy: up to " + result.policy().allowed() + " is allowed.")
                    .line();
        }
        for (Finding finding : result.findings()) {
            page.element("p", finding.message(), "class", "finding").line();
        }
        result.variations().stream().limit(TENSORS).forEach(variation -> variation(page, variation));
        more(page, result.variations().size(), "tensor varies", "tensors vary");
        result.differences().stream().limit(TENSORS).forEach(difference -> difference(page, difference));
        more(page, result.differences().size(), "tensor differs", "tensors differ");
        if (explanation != null && explanation.localisation() != null) {
            new TracePicture(TraceExcerpt.of(explanation.localisation(), explanation.path())).write(page);
        }
        reproduce(page);
        page.close().line();
    }

    private void variation(Markup page, Variation variation) {
        page.open("article", "class", "tensor");
        page.element("h4", variation.tensor());
        page.element(
                "p",
                "%s has %s of it in %s; the first that differs is restart %d, iteration %d; shown is the one that differs most."
                        .formatted(
                                variation.environment(),
                                Figures.count(variation.distinct(), "value"),
                                Figures.count(variation.executions(), "execution"),
                                variation.restart(),
                                variation.iteration()));
        if (variation.difference() == null) {
            page.element("p", "In one execution it is missing, or of another type or shape.");
        } else {
            new PairDetail(variation.difference(), result.policy()).write(page);
        }
        page.close().line();
    }

    private void difference(Markup page, TensorDifference difference) {
        page.open("article", "class", "tensor");
        PairDifference first = difference.pairs().get(0);
        page.open("h4")
                .text(difference.tensor() + " ")
                .element("small", first.type() + " " + first.shape())
                .close();
        sides(page, difference.classes());
        difference.pairs().stream().limit(PAIRS).forEach(pair -> new PairDetail(pair, result.policy()).write(page));
        int pairs = difference.pairs().size() - PAIRS;
        if (pairs > 0) {
            page.element(
                    "p", "… and " + Figures.count(pairs, "more pair") + ": report.json has them.", "class", "hint");
        }
        page.close().line();
    }

    /** Who agrees with whom in this tensor. Letters as in the map need all tensors, so here the sides stand in the order found. */
    private static void sides(Markup page, List<List<String>> classes) {
        page.open("ul", "class", "sides");
        int total = classes.stream().mapToInt(List::size).sum();
        for (List<String> members : classes) {
            boolean majority = 2 * members.size() > total;
            page.open("li", "class", majority ? "majority" : "")
                    .element("b", members.size() == 1 ? "apart" : "agree")
                    .text(" " + String.join(", ", members))
                    .close();
        }
        page.close();
    }

    private static void more(Markup page, int all, String one, String many) {
        if (all > TENSORS) {
            page.element(
                            "p",
                            "… and %s more %s: report.json has all."
                                    .formatted(Figures.count(all - TENSORS), all == TENSORS + 1 ? one : many),
                            "class",
                            "hint")
                    .line();
        }
    }

    private void reproduce(Markup page) {
        List<String> lines = commands.of(result);
        if (!lines.isEmpty()) {
            page.open("div", "class", "commands").element("h4", "To see it again, and to go on");
            for (String line : lines) {
                page.open("pre", "tabindex", "0").element("code", line).close();
            }
            page.close().line();
        }
    }
}
