package io.github.gradlock.harness.report.html;

import io.github.gradlock.harness.diff.DifferenceMap;
import io.github.gradlock.harness.diff.Element;
import io.github.gradlock.harness.diff.PairDifference;
import io.github.gradlock.harness.diff.Policy;
import io.github.gradlock.harness.diff.Scalar;
import io.github.gradlock.harness.diff.UlpHistogram;
import io.github.gradlock.harness.report.Figures;
import java.util.Locale;

/** Two values of one tensor beside each other: the measures, the distances, the first elements that differ. */
final class PairDetail {
    private final PairDifference pair;
    private final Policy policy;

    PairDetail(PairDifference pair, Policy policy) {
        this.pair = pair;
        this.policy = policy;
    }

    void write(Markup page) {
        page.open("div", "class", "pair");
        page.open("h5")
                .element("span", pair.left())
                .text(" beside ")
                .element("span", pair.right())
                .close();
        measures(page);
        page.open("div", "class", "pictures");
        UlpHistogram ulps = pair.ulps();
        if (ulps != null && ulps.total() > 0) {
            new UlpPicture(pair, ulps).write(page);
        }
        DifferenceMap map = pair.map();
        if (map != null && TensorPicture.isWorth(map)) {
            new TensorPicture(map, pair.shape()).write(page);
        }
        page.close();
        elements(page);
        page.close().line();
    }

    private void measures(Markup page) {
        page.open("dl", "class", "measures");
        measure(page, "elements that differ", CaseSummary.share(pair));
        if (pair.maxUlp() != null) {
            String place = pair.maxUlp().at().place();
            measure(page, "greatest distance", Figures.grouped(pair.maxUlp().ulps()) + " ulp at " + place);
        }
        if (pair.maxAbs() != null) {
            measure(page, "greatest |a−b|", at(pair.maxAbs()));
        }
        if (pair.maxRel() != null) {
            measure(page, "greatest relative", at(pair.maxRel()));
        }
        Double bits = pair.significantBits();
        if (bits != null) {
            measure(page, "significant bits kept", String.format(Locale.ROOT, "%.1f", bits));
        }
        if (pair.normalisedError() != null) {
            measure(page, "error by the tensor's scale", Figures.number(pair.normalisedError()));
        }
        count(page, "NaN on one side", pair.nanMismatches());
        count(page, "infinity on one side, or of other sign", pair.infinityMismatches());
        count(page, "zero of other sign", pair.signedZeroMismatches());
        if (!policy.equals(Policy.BITWISE)) {
            measure(page, "beyond the policy", Figures.count(pair.beyondPolicy()));
        }
        page.close();
    }

    private static String at(PairDifference.Extreme extreme) {
        return Figures.number(extreme.value()) + " at " + extreme.at().place();
    }

    private static void count(Markup page, String name, long count) {
        if (count > 0) {
            measure(page, name, Figures.count(count));
        }
    }

    private static void measure(Markup page, String name, String value) {
        page.open("div").element("dt", name).element("dd", value).close();
    }

    private void elements(Markup page) {
        page.open("div", "class", "wide", "tabindex", "0", "role", "region", "aria-label", "Elements that differ");
        page.open("table", "class", "elements");
        page.element("caption", caption());
        page.open("thead").open("tr");
        page.element("th", "at", "scope", "col");
        page.element("th", pair.left(), "scope", "col", "colspan", "2");
        page.element("th", pair.right(), "scope", "col", "colspan", "2");
        page.close().close().open("tbody");
        for (Element element : pair.first()) {
            page.open("tr").element("th", element.place(), "scope", "row");
            value(page, element.left(), element.right());
            value(page, element.right(), element.left());
            page.close();
        }
        page.close().close().close();
    }

    private String caption() {
        String order = pair.beyondPolicy() > 0 && pair.beyondPolicy() < pair.mismatched()
                ? ", those beyond the policy before others"
                : "";
        return (pair.mismatched() > pair.first().size() ? "The first that differ" : "All that differ") + order;
    }

    /** The digits that differ from the other side's are marked. */
    private static void value(Markup page, Scalar value, Scalar other) {
        page.element("td", value.decimal(), "class", "number").open("td").open("code");
        String hex = value.hex();
        String otherHex = other.hex();
        for (int start = 0, end; start < hex.length(); start = end) {
            boolean unlike = hex.charAt(start) != otherHex.charAt(start);
            for (end = start + 1; end < hex.length() && unlike == (hex.charAt(end) != otherHex.charAt(end)); end++) {
                // Counted only.
            }
            if (unlike) {
                page.element("mark", hex.substring(start, end));
            } else {
                page.text(hex.substring(start, end));
            }
        }
        page.close().close();
    }
}
