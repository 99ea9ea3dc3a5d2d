package io.github.gradlock.harness.report.html;

import io.github.gradlock.harness.report.Agreement;
import io.github.gradlock.harness.report.Standing;
import java.util.List;

/** How a standing looks: a letter on a colour. The largest side is quiet, so that the eye finds who is apart. */
final class Side {
    private static final String COLOURED = "BCDEFG";

    private Side() {}

    /** Writes a badge with the letter. */
    static void write(Markup page, Standing standing, boolean largest) {
        page.element(
                "span",
                String.valueOf(standing.symbol()),
                "class",
                "side " + style(standing, largest),
                "title",
                standing.word());
    }

    /**
     * Writes the standings of all environments in a row of letters that all have the same width, three characters each. Neighbours
     * on one side share an element: a page of a hundred thousand cells stays small.
     */
    static void cells(Markup page, Agreement agreement) {
        List<Standing> standings = agreement.standings();
        page.open("code", "class", "cells");
        for (int start = 0, end; start < standings.size(); start = end) {
            Standing standing = standings.get(start);
            for (end = start + 1; end < standings.size() && standings.get(end).equals(standing); end++) {
                // Counted only.
            }
            String run = (" " + standing.symbol() + " ").repeat(end - start);
            page.element("b", run, "class", style(standing, agreement.hasLargest()));
        }
        page.close();
    }

    /** A class of one or two letters, since a page has very many of them. */
    static String style(Standing standing, boolean largest) {
        if (!standing.isSide()) {
            return standing.equals(Standing.VARIES) ? "v" : "o";
        }
        if (standing.symbol() == 'A') {
            return largest ? "a" : "A";
        }
        return COLOURED.indexOf(standing.symbol()) >= 0 ? String.valueOf(standing.symbol()) : "Z";
    }
}
