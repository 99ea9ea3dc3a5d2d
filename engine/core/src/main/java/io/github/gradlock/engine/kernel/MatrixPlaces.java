package io.github.gradlock.engine.kernel;

import io.github.gradlock.engine.tensor.Tensor;

/** Where the elements of a matrix lie, from its first one: element (i, j) at {@code rows[i] + columns[j]}. That is so with strides, and with windows of an image. */
public final class MatrixPlaces {
    /** Where each row begins. */
    public final int[] rows;

    /** How much further on each column is. */
    public final int[] columns;

    /** Takes tables, and does not copy them. */
    public MatrixPlaces(int[] rows, int... columns) {
        this.rows = rows;
        this.columns = columns;
    }

    /** Returns the places of the matrix that the last two axes of a tensor are. */
    static MatrixPlaces strided(Tensor x) {
        return new MatrixPlaces(line(x.size(-2), x.stride(-2)), line(x.size(-1), x.stride(-1)));
    }

    /** Returns a table of places with the same distance from one to the next. */
    public static int[] line(int size, int stride) {
        int[] line = new int[size];
        for (int i = 0; i < size; i++) {
            line[i] = i * stride;
        }
        return line;
    }

    /** Returns the places of the transposed matrix. */
    public MatrixPlaces transpose() {
        return new MatrixPlaces(columns, rows);
    }

    /** Returns whether some elements of a table follow each other by one, so that what is there lies side by side. */
    public static boolean areSideBySide(int[] table, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (table[i] != table[i - 1] + 1) {
                return false;
            }
        }
        return true;
    }

    /** Returns which part of a table has its neighbour beside it. */
    public static double shareSideBySide(int... table) {
        int neighbours = 0;
        for (int i = 1; i < table.length; i++) {
            neighbours += table[i] == table[i - 1] + 1 ? 1 : 0;
        }
        return (double) neighbours / Math.max(1, table.length - 1);
    }

    /** Returns where the elements of some axes lie, in row-major order. */
    static int[] offsets(int[] sizes, int[] strides, int firstAxis, int endAxis) {
        int[] offsets = new int[1];
        for (int axis = firstAxis; axis < endAxis; axis++) {
            int[] longer = new int[offsets.length * sizes[axis]];
            int at = 0;
            for (int offset : offsets) {
                for (int i = 0; i < sizes[axis]; i++) {
                    longer[at++] = offset + i * strides[axis];
                }
            }
            offsets = longer;
        }
        return offsets;
    }
}
