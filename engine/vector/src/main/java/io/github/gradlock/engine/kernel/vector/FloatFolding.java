package io.github.gradlock.engine.kernel.vector;

import java.util.Arrays;

/** Packs blocks of float32 matrices that are shown in more dimensions, in the order in which a tile reads them. */
final class FloatFolding {
    private FloatFolding() {}

    /**
     * Packs a block into panels of some columns, row after row, padded with zeros.
     *
     * @param matrix where its elements lie
     * @param b the elements
     * @param origin where the first one of the matrix lies
     * @param row first row of the block
     * @param depth rows of the block
     * @param column first column of the block
     * @param width columns of the block
     * @param panels to be filled
     * @param panelColumns columns of a panel
     */
    static void pack(
            FoldedMatrix matrix,
            float[] b,
            int origin,
            int row,
            int depth,
            int column,
            int width,
            float[] panels,
            int panelColumns) {
        for (int j = 0; j < width; j += panelColumns) {
            int count = Math.min(panelColumns, width - j);
            int panel = j * depth;
            if (count < panelColumns) {
                Arrays.fill(panels, panel, panel + panelColumns * depth, 0);
            }
            if (matrix.rowsSideBySide) {
                packColumns(matrix, b, origin, row, depth, column + j, count, panels, panel, panelColumns);
            } else {
                packRows(matrix, b, origin, row, depth, column + j, count, panels, panel, panelColumns);
            }
        }
    }

    private static void packColumns(
            FoldedMatrix matrix,
            float[] b,
            int origin,
            int row,
            int depth,
            int column,
            int count,
            float[] panels,
            int panel,
            int step) {
        for (int c = 0; c < count; c++) {
            int from = origin + matrix.columns[column + c];
            for (int l = 0, to = panel + c; l < depth; l++, to += step) {
                panels[to] = b[from + matrix.rows[row + l]];
            }
        }
    }

    /** Row by row; of a row, stretches of columns that lie side by side. */
    private static void packRows(
            FoldedMatrix matrix,
            float[] b,
            int origin,
            int row,
            int depth,
            int column,
            int count,
            float[] panels,
            int panel,
            int step) {
        for (int c = 0; c < count; ) {
            int begin = c;
            int at = matrix.columns[column + c];
            do {
                c++;
            } while (c < count && matrix.columns[column + c] == at + c - begin);
            int length = c - begin;
            for (int l = 0, to = panel + begin; l < depth; l++, to += step) {
                int from = origin + matrix.rows[row + l] + at;
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
