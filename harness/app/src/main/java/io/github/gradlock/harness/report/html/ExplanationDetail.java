package io.github.gradlock.harness.report.html;

import io.github.gradlock.harness.cause.Evidence;
import io.github.gradlock.harness.cause.Suspect;
import io.github.gradlock.harness.explain.CaseExplanation;
import io.github.gradlock.harness.report.Figures;
import java.util.List;

/** Where a case goes apart and the likely causes, each with what speaks for it and against it. */
final class ExplanationDetail {
    private static final int CAUSES = 3;
    private static final int EVIDENCE = 5;

    private ExplanationDetail() {}

    static void write(Markup page, CaseExplanation explanation) {
        if (explanation.localisation() != null) {
            page.open("p", "class", "first")
                    .element("b", "First divergence: ")
                    .text(explanation.localisation().text() + ".")
                    .close()
                    .line();
        }
        List<Suspect> likely = explanation.diagnosis().likely();
        page.open("div", "class", "causes").element("h4", "Likely causes").open("ol");
        likely.stream().limit(CAUSES).forEach(suspect -> suspect(page, suspect));
        page.close();
        List<String> refuted = explanation.diagnosis().suspects().stream()
                .filter(suspect -> suspect.standing() == Suspect.Standing.REFUTED)
                .map(suspect -> suspect.cause().title())
                .toList();
        if (!refuted.isEmpty()) {
            page.element("p", "Ruled out: " + String.join(", ", refuted) + ".", "class", "hint");
        }
        page.close().line();
    }

    private static void suspect(Markup page, Suspect suspect) {
        String standing = suspect.standing().word();
        page.open("li")
                .element("b", suspect.cause().title())
                .text(" ")
                .element("span", standing, "class", "standing " + standing)
                .open("ul");
        for (Evidence evidence : suspect.evidence().stream().limit(EVIDENCE).toList()) {
            page.open("li")
                    .element("span", sign(evidence), "class", "sign", "title", words(evidence))
                    .text(" " + evidence.text())
                    .close();
        }
        page.element("li", "What helps: " + suspect.cause().advice() + ".", "class", "advice");
        page.close().close();
    }

    private static String sign(Evidence evidence) {
        return switch (evidence.weight()) {
            case CONFIRMS -> "✔";
            case POINTS_TO, FITS -> "+";
            case SPEAKS_AGAINST, HARDLY, REFUTES -> "−";
        };
    }

    private static String words(Evidence evidence) {
        return Figures.words(evidence.weight());
    }
}
