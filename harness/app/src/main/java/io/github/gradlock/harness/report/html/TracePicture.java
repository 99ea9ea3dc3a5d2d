package io.github.gradlock.harness.report.html;

import io.github.gradlock.harness.localise.AlignedStep.State;
import io.github.gradlock.harness.report.Figures;
import io.github.gradlock.harness.report.TraceExcerpt;
import io.github.gradlock.harness.report.TraceExcerpt.Row;
import java.util.HashMap;
import java.util.Map;

/**
 * The trace as a graph: operations from top to bottom in the order of execution, and beside them the tensors that pass between
 * them. The list can be read without the picture; each state has a shape as well as a colour.
 */
final class TracePicture {
    private static final int ROW = 30;
    private static final int GUTTER = 72;
    private static final int SPINE = 58;

    private final TraceExcerpt excerpt;
    private final Map<Integer, Integer> rows = new HashMap<>();
    private int height;

    TracePicture(TraceExcerpt excerpt) {
        this.excerpt = excerpt;
        int before = -1;
        for (Row node : excerpt.rows()) {
            height += node.index() > before + 1 ? ROW : 0;
            rows.put(node.index(), height + ROW / 2);
            height += ROW;
            before = node.index();
        }
    }

    void write(Markup page) {
        page.open("div", "class", "trace").open("h4").text("Trace ");
        page.element("small", "%s of %s".formatted(excerpt.rows().size(), Figures.count(excerpt.steps(), "step")));
        page.close();
        page.open("div", "class", "graph");
        picture(page);
        page.open("ol");
        int before = -1;
        for (Row node : excerpt.rows()) {
            int skipped = node.index() - before - 1;
            if (skipped > 0) {
                page.element("li", "… " + Figures.count(skipped, "step") + " more", "class", "gap");
            }
            item(page, node);
            before = node.index();
        }
        int rest = excerpt.steps() - before - 1;
        if (rest > 0) {
            page.element("li", "… " + Figures.count(rest, "step") + " more", "class", "gap");
        }
        page.close().close();
        if (excerpt.begins() > 1) {
            page.element(
                    "p",
                    "There are " + Figures.count(excerpt.begins()) + " operations where a difference begins.",
                    "class",
                    "hint");
        }
        page.close().line();
    }

    private static void item(Markup page, Row node) {
        page.open("li", "class", style(node.state()), "value", String.valueOf(node.number()));
        page.element("span", String.valueOf(node.number()), "class", "step");
        page.element("b", node.op());
        page.element("span", node.phase() + " · " + node.type(), "class", "type");
        page.element("span", words(node), "class", "state");
        page.element("code", hashes(node)).close();
    }

    private static String hashes(Row node) {
        String left = node.left().isEmpty() ? "—" : Figures.digest(node.left());
        String right = node.right().isEmpty() ? "—" : Figures.digest(node.right());
        return node.isUnlike() ? left + " | " + right : left;
    }

    private static String words(Row node) {
        return switch (node.state()) {
            case SAME -> "same bits";
            case ORIGIN ->
                node.op().equals("input") && node.inputs().isEmpty()
                        ? "origin: other bits are brought in"
                        : "origin: same inputs, other output";
            case DOWNSTREAM -> "differs, as its inputs do";
            case STRUCTURE ->
                node.left().isEmpty() || node.right().isEmpty()
                        ? "only on one side"
                        : "another operation on the other side";
        };
    }

    private void picture(Markup page) {
        page.open(
                "svg",
                "viewBox",
                "0 0 %d %d".formatted(GUTTER, height),
                "width",
                String.valueOf(GUTTER),
                "height",
                String.valueOf(height),
                "aria-hidden",
                "true");
        for (Row node : excerpt.rows()) {
            for (int input : node.inputs()) {
                Integer from = rows.get(input);
                Integer to = rows.get(node.index());
                if (from != null && to != null) {
                    page.empty("path", "class", edge(input), "d", path(from, to));
                }
            }
        }
        excerpt.rows().forEach(node -> marker(page, node.state(), rows.getOrDefault(node.index(), 0)));
        page.close();
    }

    private String edge(int input) {
        boolean unlike = excerpt.rows().stream().anyMatch(node -> node.index() == input && node.isUnlike());
        return unlike ? "edge unlike" : "edge";
    }

    /** Neighbours are joined by a line; what is further away by an arc, the wider the further. */
    private static String path(int from, int to) {
        if (to - from <= ROW) {
            return "M%d %dV%d".formatted(SPINE, from, to);
        }
        int bow = Math.min(SPINE - 6, 14 + (to - from) / 6);
        return "M%1$d %2$dC%3$d %4$d %3$d %5$d %1$d %6$d"
                .formatted(SPINE, from, SPINE - bow, from + ROW / 2, to - ROW / 2, to);
    }

    private static void marker(Markup page, State state, int y) {
        String style = "node " + style(state);
        switch (state) {
            case ORIGIN -> page.empty("path", "class", style, "d", "M%d %dl9 9l-9 9l-9 -9z".formatted(SPINE, y - 9));
            case STRUCTURE -> page.empty("path", "class", style, "d", "M%d %dh13v13h-13z".formatted(SPINE - 6, y - 6));
            default ->
                page.empty("circle", "class", style, "cx", String.valueOf(SPINE), "cy", String.valueOf(y), "r", "5");
        }
    }

    private static String style(State state) {
        return Figures.words(state);
    }
}
