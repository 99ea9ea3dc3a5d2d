package io.github.gradlock.engine.kernel.vector;

import io.github.gradlock.engine.tensor.Layout;
import java.util.Arrays;

/**
 * A matrix that is shown in more dimensions, some for its rows and some for its columns, as the windows of an image are. An element lies where its row
 * begins, and its column further on: two tables for the whole matrix.
 */
final class FoldedMatrix {
    /** Where each row begins, from the first. */
    final int[] rows;

    /** How much further on each column is. */
    final int[] columns;

    /** Whether more rows than columns lie beside their neighbours. */
    final boolean rowsSideBySide;

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
}
