package io.github.gradlock.harness.report.html;

import io.github.gradlock.harness.diff.DifferenceMap;
import io.github.gradlock.harness.report.Figures;
import java.util.Collections;
import java.util.List;

/** Where in a tensor elements differ, as squares on a grid: the more of a cell, the larger and the stronger. */
final class TensorPicture {
    private static final int MOST = 224;
    private static final int LARGEST_CELL = 18;
    private static final int LEVELS = 5;

    private final DifferenceMap map;
    private final List<Long> shape;
    private final int cell;

    TensorPicture(DifferenceMap map, List<Long> shape) {
        this.map = map;
        this.shape = shape;
        this.cell = Math.max(4, Math.min(LARGEST_CELL, MOST / Math.max(1, Math.max(map.rows(), map.columns()))));
    }

    /** A single cell or row of few cells says no more than the elements themselves. */
    static boolean isWorth(DifferenceMap map) {
        return map.rows() > 1 && map.columns() > 1;
    }

    void write(Markup page) {
        long most = Collections.max(map.counts());
        int width = map.columns() * cell;
        int height = map.rows() * cell;
        page.open("figure", "class", "places");
        page.open(
                "svg",
                "viewBox",
                "0 0 %d %d".formatted(width, height),
                "width",
                String.valueOf(width),
                "height",
                String.valueOf(height),
                "role",
                "img",
                "aria-label",
                words());
        page.empty("path", "class", "ground", "d", "M0 0h%dv%dh-%dz".formatted(width, height, width));
        for (int level = 1; level <= LEVELS; level++) {
            String squares = squares(level, most);
            if (!squares.isEmpty()) {
                page.empty("path", "class", "m" + level, "d", squares);
            }
        }
        page.close();
        String size = perCell();
        page.element(
                "figcaption",
                "Where they are in " + shape
                        + (size.isEmpty()
                                ? "."
                                : ": a square is up to " + size + " elements, and at most " + Figures.count(most)
                                        + (most == 1 ? " differs." : " differ.")));
        page.close();
    }

    /** All squares of a level in one path. */
    private String squares(int level, long most) {
        StringBuilder path = new StringBuilder();
        int side = Math.max(2, cell - 1 - (LEVELS - level) * cell / 8);
        int inset = (cell - side) / 2;
        for (int at = 0; at < map.counts().size(); at++) {
            if (map.counts().get(at) > 0 && Heat.level(map.counts().get(at), most) == level) {
                int x = at % map.columns() * cell + inset;
                int y = at / map.columns() * cell + inset;
                path.append("M%d %dh%dv%dh-%dz".formatted(x, y, side, side, side));
            }
        }
        return path.toString();
    }

    /** How many elements a cell has in rows and columns; nothing where it is one. */
    private String perCell() {
        long columns = shape.get(shape.size() - 1);
        long rows = shape.subList(0, shape.size() - 1).stream().reduce(1L, (a, b) -> a * b);
        long high = (rows + map.rows() - 1) / map.rows();
        long wide = (columns + map.columns() - 1) / map.columns();
        return high * wide == 1 ? "" : Figures.count(high) + " × " + Figures.count(wide);
    }

    private String words() {
        long filled = map.counts().stream().filter(count -> count > 0).count();
        return "%s of %s squares have elements that differ"
                .formatted(Figures.count(filled), Figures.count(map.counts().size()));
    }
}
