package io.github.gradlock.engine.kernel.vector;

import io.github.gradlock.engine.kernel.MatrixPlaces;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Packs parts of float32 matrices into panels, in the order in which a tile reads them: some lines beside one another, element after element. Lines are the
 * columns of a right matrix, or the rows of a left one.
 */
final class FloatPacking {
    private static final VectorSpecies<Float> SPECIES = Lanes.FLOATS;
    private static final int LENGTH = SPECIES.length();

    private final float[] x;
    private final int origin;
    private final int[] along;
    private final int first;
    private final int depth;
    private final int safe;
    private final boolean together;

    /**
     * Packs some elements of lines.
     *
     * @param x the elements
     * @param origin where the first one of the matrix lies
     * @param along where the elements of a line lie, from its beginning
     * @param first first one of them to be packed
     * @param depth how many of them
     */
    FloatPacking(float[] x, int origin, int[] along, int first, int depth) {
        this.x = x;
        this.origin = origin;
        this.along = along;
        this.first = first;
        this.depth = depth;
        int farthest = 0;
        for (int l = first; l < first + depth; l++) {
            farthest = Math.max(farthest, along[l]);
        }
        safe = x.length - LENGTH - farthest - origin;
        together = MatrixPlaces.areSideBySide(along, first, first + depth);
    }

    /**
     * Fills a panel.
     *
     * @param lines where the lines begin
     * @param line the first one to be packed
     * @param count how many of them
     * @param panel where the panel begins
     * @param step how many lines the panel has; those that are not there are anything
     */
    void pack(int[] lines, int line, int count, float[] panels, int panel, int step) {
        int done = 0;
        for (int begin = 0, end; begin < count; begin = end) {
            end = begin + 1;
            while (end < count && lines[line + end] == lines[line + end - 1] + 1) {
                end++;
            }
            if (2 * (end - begin) >= LENGTH) {
                elements(lines, line, done, begin, panels, panel, step);
                sideBySide(lines, line, begin, end, panels, panel, step);
                done = end;
            }
        }
        elements(lines, line, done, count, panels, panel, step);
    }

    /** Packs lines that begin side by side. The last vector of them begins early; if they are fewer, it ends late, and is written over. */
    private void sideBySide(int[] lines, int line, int begin, int end, float[] panels, int panel, int step) {
        for (int c = begin; c < end; c += LENGTH) {
            int start = Math.max(Math.min(c, end - LENGTH), begin);
            int from = lines[line + begin] - begin + start;
            if (start + LENGTH <= step && from <= safe) {
                vectors(from, panels, panel + start, step);
            } else {
                elements(lines, line, start, end, panels, panel, step);
            }
        }
    }

    private void vectors(int line, float[] panels, int panel, int step) {
        int from = origin + line;
        for (int l = first, to = panel; l < first + depth; l++, to += step) {
            FloatVector.fromArray(SPECIES, x, from + along[l]).intoArray(panels, to);
        }
    }

    /** Packs lines element by element, four at a time where it can be. */
    private void elements(int[] lines, int line, int begin, int end, float[] panels, int panel, int step) {
        int c = begin;
        for (; c + 4 <= end; c += 4) {
            four(lines, line + c, panels, panel + c, step);
        }
        for (; c < end; c++) {
            int from = origin + lines[line + c];
            for (int l = 0, to = panel + c; l < depth; l++, to += step) {
                panels[to] = x[from + along[first + l]];
            }
        }
    }

    private void four(int[] lines, int line, float[] panels, int panel, int step) {
        int from0 = origin + lines[line];
        int from1 = origin + lines[line + 1];
        int from2 = origin + lines[line + 2];
        int from3 = origin + lines[line + 3];
        // The compiler has to know the step, or it asks for each element whether it is in the array.
        if (step == MatmulBlocks.ROWS && together) {
            int at = along[first];
            for (int l = 0; l < depth; l++) {
                panels[panel + l * MatmulBlocks.ROWS] = x[from0 + at + l];
                panels[panel + l * MatmulBlocks.ROWS + 1] = x[from1 + at + l];
                panels[panel + l * MatmulBlocks.ROWS + 2] = x[from2 + at + l];
                panels[panel + l * MatmulBlocks.ROWS + 3] = x[from3 + at + l];
            }
        } else if (step == FloatProduct.COLUMNS && together) {
            int at = along[first];
            for (int l = 0; l < depth; l++) {
                panels[panel + l * FloatProduct.COLUMNS] = x[from0 + at + l];
                panels[panel + l * FloatProduct.COLUMNS + 1] = x[from1 + at + l];
                panels[panel + l * FloatProduct.COLUMNS + 2] = x[from2 + at + l];
                panels[panel + l * FloatProduct.COLUMNS + 3] = x[from3 + at + l];
            }
        } else if (step == MatmulBlocks.ROWS) {
            for (int l = 0; l < depth; l++) {
                int at = along[first + l];
                panels[panel + l * MatmulBlocks.ROWS] = x[from0 + at];
                panels[panel + l * MatmulBlocks.ROWS + 1] = x[from1 + at];
                panels[panel + l * MatmulBlocks.ROWS + 2] = x[from2 + at];
                panels[panel + l * MatmulBlocks.ROWS + 3] = x[from3 + at];
            }
        } else {
            for (int l = 0; l < depth; l++) {
                int at = along[first + l];
                panels[panel + l * step] = x[from0 + at];
                panels[panel + l * step + 1] = x[from1 + at];
                panels[panel + l * step + 2] = x[from2 + at];
                panels[panel + l * step + 3] = x[from3 + at];
            }
        }
    }
}
