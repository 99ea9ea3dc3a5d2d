package io.github.gradlock.harness.report.html;

import io.github.gradlock.harness.diff.CaseResult;
import io.github.gradlock.harness.report.Commands;
import io.github.gradlock.harness.report.Figures;
import io.github.gradlock.harness.report.Report;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The cases that are not plainly reproducible, worst first, each in full; the first of them are open. */
final class CaseSection {
    private static final int OPEN = 2;

    /** Characters after which no further case is shown in full: the map above still has it. */
    private static final int BUDGET = 1_000_000;

    private final List<CaseResult> notable;
    private final Map<String, String> details = new HashMap<>();
    private final Markup cases = new Markup();

    CaseSection(Report report, Commands commands) {
        this.notable = report.notable();
        for (CaseResult result : notable) {
            if (cases.length() > BUDGET) {
                break;
            }
            String anchor = "case-" + (details.size() + 1);
            new CaseDetail(report, commands, result).write(cases, anchor, details.size() < OPEN);
            details.put(result.id(), anchor);
        }
    }

    /** Returns the identifier of the element that shows a case, by the case's name. */
    Map<String, String> details() {
        return Map.copyOf(details);
    }

    void write(Markup page) {
        page.open("section", "id", "cases").line();
        page.element("h2", "Cases that are not reproducible").line();
        if (notable.isEmpty()) {
            page.element("p", "None.").line();
        }
        page.add(cases);
        if (notable.size() > details.size()) {
            page.element(
                            "p",
                            "… and %s more: the map above has them, and report.json every figure. gradlock compare --case PATTERN shows some of them here."
                                    .formatted(Figures.count(notable.size() - details.size())),
                            "class",
                            "hint")
                    .line();
        }
        page.close().line();
    }
}
