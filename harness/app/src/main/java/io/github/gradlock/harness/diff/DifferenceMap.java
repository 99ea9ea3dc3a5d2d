package io.github.gradlock.harness.diff;

import java.util.ArrayList;
import java.util.List;

/**
 * Where in a tensor elements differ: their number in each cell of a coarse grid over the last two dimensions. The dimensions before
 * them are folded into the rows; a vector is a single row, a scalar a single cell.
 *
 * @param rows of the grid, at most {@link #CELLS}
 * @param columns of the grid, at most {@link #CELLS}
 * @param counts differing elements of each cell, row by row
 */
public record DifferenceMap(int rows, int columns, List<Long> counts) {
    /** Greatest number of rows, and of columns. */
    public static final int CELLS = 48;

    /** Copies the counts. */
    public DifferenceMap {
        counts = List.copyOf(counts);
    }

    /** Assigns elements to cells. */
    static final class Grid {
        private final long height;
        private final long width;
        private final int rows;
        private final int columns;

        /** Lays a grid over a shape of so many elements. */
        Grid(List<Long> shape, long elements) {
            this.width = shape.isEmpty() ? 1 : shape.get(shape.size() - 1);
            this.height = elements / Math.max(1, width);
            this.rows = (int) Math.min(CELLS, height);
            this.columns = (int) Math.min(CELLS, width);
        }

        int cells() {
            return rows * columns;
        }

        /** Returns the cell of an element by its row-major index; no cell has two rows or columns more than another. */
        int cell(long index) {
            long row = index / width;
            long column = index - row * width;
            return (int) (scale(row, rows, height) * columns + scale(column, columns, width));
        }

        private static long scale(long at, int cells, long size) {
            // Beyond 2^57 elements in a dimension the product would overflow; no file has so many.
            return at * cells / size;
        }

        DifferenceMap map(long[] counts) {
            List<Long> list = new ArrayList<>(counts.length);
            for (long count : counts) {
                list.add(count);
            }
            return new DifferenceMap(rows, columns, list);
        }
    }
}
