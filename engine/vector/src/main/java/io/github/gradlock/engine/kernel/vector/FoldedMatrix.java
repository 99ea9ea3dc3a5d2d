package io.github.gradlock.engine.kernel.vector;

import io.github.gradlock.engine.tensor.Layout;
import java.util.Arrays;

/**
 * A matrix that is shown in more dimensions, some for its rows and some for its columns, as the windows of an image are. An element lies where its row
 * begins, and its column further on: two tables for the whole matrix.
 */
final class FoldedMatrix {
    private final int[] rows;
    private final int[] columns;
    private final boolean rowsSideBySide;

    private FoldedMatrix(int[] rows, int[] columns) {
        this.rows = rows;
        this.columns = columns;
        this.rowsSideBySide = together(rows) > together(columns);
    }

    /** Reads a layout whose first axes are the rows. */
    static FoldedMatrix of(Layout layout, int rowAxes) {
        int[] sizes = layout.shape().sizes();
        int[] strides = layout.strides();
        return new FoldedMatrix(
                offsets(Arrays.copyOf(sizes, rowAxes), Arrays.copyOf(strides, rowAxes)),
                offsets(
                        Arrays.copyOfRange(sizes, rowAxes, sizes.length),
                        Arrays.copyOfRange(strides, rowAxes, sizes.length)));
    }

    private static int[] offsets(int[] sizes, int[] strides) {
        int[] offsets = new int[1];
        for (int axis = 0; axis < sizes.length; axis++) {
            int[] longer = new int[offsets.length * sizes[axis]];
            for (int i = 0; i < longer.length; i++) {
                longer[i] = offsets[i / sizes[axis]] + i % sizes[axis] * strides[axis];
            }
            offsets = longer;
        }
        return offsets;
    }

    /** Returns which part of the offsets has its neighbour beside it. */
    private static double together(int... offsets) {
        int neighbours = 0;
        for (int i = 1; i < offsets.length; i++) {
            neighbours += offsets[i] == offsets[i - 1] + 1 ? 1 : 0;
        }
        return (double) neighbours / Math.max(1, offsets.length);
    }

    /**
     * Packs a block into panels of some columns, row after row, padded with zeros.
     *
     * @param b the elements
     * @param origin where the first one of the matrix lies
     * @param row first row of the block
     * @param depth rows of the block
     * @param column first column of the block
     * @param width columns of the block
     * @param panels to be filled
     * @param panelColumns columns of a panel
     */
    void pack(float[] b, int origin, int row, int depth, int column, int width, float[] panels, int panelColumns) {
        for (int j = 0; j < width; j += panelColumns) {
            int count = Math.min(panelColumns, width - j);
            int panel = j * depth;
            if (count < panelColumns) {
                Arrays.fill(panels, panel, panel + panelColumns * depth, 0);
            }
            if (rowsSideBySide) {
                packColumns(b, origin, row, depth, column + j, count, panels, panel, panelColumns);
            } else {
                packRows(b, origin, row, depth, column + j, count, panels, panel, panelColumns);
            }
        }
    }

    private void packColumns(
            float[] b, int origin, int row, int depth, int column, int count, float[] panels, int panel, int step) {
        for (int c = 0; c < count; c++) {
            int from = origin + columns[column + c];
            for (int l = 0, to = panel + c; l < depth; l++, to += step) {
                panels[to] = b[from + rows[row + l]];
            }
        }
    }

    /** Row by row; of a row, stretches of columns that lie side by side. */
    private void packRows(
            float[] b, int origin, int row, int depth, int column, int count, float[] panels, int panel, int step) {
        for (int c = 0; c < count; ) {
            int begin = c;
            int at = columns[column + c];
            do {
                c++;
            } while (c < count && columns[column + c] == at + c - begin);
            int length = c - begin;
            for (int l = 0, to = panel + begin; l < depth; l++, to += step) {
                int from = origin + rows[row + l] + at;
                if (length >= 8) {
                    System.arraycopy(b, from, panels, to, length);
                } else {
                    for (int i = 0; i < length; i++) {
                        panels[to + i] = b[from + i];
                    }
                }
            }
        }
    }
}
