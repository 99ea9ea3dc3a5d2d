package io.github.gradlock.harness.report.html;

import io.github.gradlock.harness.diff.CaseResult;
import io.github.gradlock.harness.report.Agreement;
import io.github.gradlock.harness.report.Standing;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the letters of the map mean; of the signs only those that occur. */
final class MapLegend {
    private MapLegend() {}

    static void write(Markup page, List<CaseResult> cases, List<String> names) {
        Set<Standing> signs = new TreeSet<>(Comparator.comparing(Standing::symbol));
        boolean largest = false;
        boolean tied = false;
        for (CaseResult result : cases) {
            if (!result.differences().isEmpty()
                    || !result.findings().isEmpty()
                    || !result.variations().isEmpty()) {
                Agreement agreement = Agreement.of(names, result);
                agreement.standings().stream()
                        .filter(standing -> !standing.isSide())
                        .forEach(signs::add);
                largest |= agreement.hasLargest();
                tied |= !agreement.hasLargest();
            }
        }
        page.open("p", "class", "legend")
                .text("Environments with one letter have the same bits; each case has letters of its own. ");
        if (largest) {
            entry(page, "A", "a", "the largest side");
        }
        if (tied) {
            entry(page, "A", "A", "one of several largest");
        }
        entry(page, "B", "B", "another side");
        signs.forEach(sign -> entry(page, String.valueOf(sign.symbol()), Side.style(sign, true), sign.word()));
        entry(page, "3", "h2", "number of cases in which the environment stands apart, stronger for a larger share");
        page.close().line();
    }

    private static void entry(Markup page, String letter, String style, String words) {
        page.open("span", "class", "entry")
                .element("span", letter, "class", "side " + style, "aria-hidden", "true")
                .text(" " + words)
                .close()
                .text(" ");
    }
}
