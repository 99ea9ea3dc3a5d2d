package io.github.gradlock.engine.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register tiles of products, 8 rows by up to three vectors, whose sums stay in registers over a whole block of k: 24 sums, 3 vectors of b and 1 of a take 28
 * of 32 registers. The chain of each element is never cut or reordered.
 */
final class FloatTile {
    private static final VectorSpecies<Float> SPECIES = Lanes.FLOATS;
    private static final int LENGTH = SPECIES.length();

    /** Rows of a tile. */
    static final int ROWS = 8;

    private FloatTile() {}

    /**
     * Adds the products of some rows of a, between two columns, and a packed panel of b to as many rows of c, in ascending k; begins with zeros if
     * {@code first}. Of rows that are not there, the last one is taken instead, and written with the same sums.
     *
     * @param origin where the first element of a is
     * @param rows where each row of a begins
     * @param row the first one
     * @param lastRow the last one that there is
     * @param columns how much further on each column of a is
     * @param panelB where the panel begins
     * @param vectors how many vectors each of its rows has, 1 to 3, as has one of c
     * @param at where the columns in c begin
     * @param rowsOut where each row of c begins
     * @param rowOut the first one
     */
    static void add(
            float[] a,
            int origin,
            int[] rows,
            int row,
            int lastRow,
            int[] columns,
            int column,
            int endColumn,
            float[] b,
            int panelB,
            int vectors,
            float[] c,
            int at,
            int[] rowsOut,
            int rowOut,
            boolean first) {
        switch (vectors) {
            case 1 ->
                one(
                        a, origin, rows, row, lastRow, columns, column, endColumn, b, panelB, c, at, rowsOut, rowOut,
                        first);
            case 2 ->
                two(
                        a, origin, rows, row, lastRow, columns, column, endColumn, b, panelB, c, at, rowsOut, rowOut,
                        first);
            default ->
                three(
                        a, origin, rows, row, lastRow, columns, column, endColumn, b, panelB, c, at, rowsOut, rowOut,
                        first);
        }
    }

    private static void one(
            float[] a,
            int origin,
            int[] rows,
            int row,
            int lastRow,
            int[] columns,
            int column,
            int endColumn,
            float[] b,
            int panelB,
            float[] c,
            int at,
            int[] rowsOut,
            int rowOut,
            boolean first) {
        int last = lastRow - row;
        int a0 = origin + rows[row];
        int a1 = origin + rows[row + Math.min(1, last)];
        int a2 = origin + rows[row + Math.min(2, last)];
        int a3 = origin + rows[row + Math.min(3, last)];
        int a4 = origin + rows[row + Math.min(4, last)];
        int a5 = origin + rows[row + Math.min(5, last)];
        int a6 = origin + rows[row + Math.min(6, last)];
        int a7 = origin + rows[row + Math.min(7, last)];
        int at0 = at + rowsOut[rowOut];
        int at1 = at + rowsOut[rowOut + Math.min(1, last)];
        int at2 = at + rowsOut[rowOut + Math.min(2, last)];
        int at3 = at + rowsOut[rowOut + Math.min(3, last)];
        int at4 = at + rowsOut[rowOut + Math.min(4, last)];
        int at5 = at + rowsOut[rowOut + Math.min(5, last)];
        int at6 = at + rowsOut[rowOut + Math.min(6, last)];
        int at7 = at + rowsOut[rowOut + Math.min(7, last)];
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector c00 = first ? zero : FloatVector.fromArray(SPECIES, c, at0);
        FloatVector c10 = first ? zero : FloatVector.fromArray(SPECIES, c, at1);
        FloatVector c20 = first ? zero : FloatVector.fromArray(SPECIES, c, at2);
        FloatVector c30 = first ? zero : FloatVector.fromArray(SPECIES, c, at3);
        FloatVector c40 = first ? zero : FloatVector.fromArray(SPECIES, c, at4);
        FloatVector c50 = first ? zero : FloatVector.fromArray(SPECIES, c, at5);
        FloatVector c60 = first ? zero : FloatVector.fromArray(SPECIES, c, at6);
        FloatVector c70 = first ? zero : FloatVector.fromArray(SPECIES, c, at7);
        for (int l = column, ib = panelB; l < endColumn; l++, ib += LENGTH) {
            int ia = columns[l];
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, ib);
            FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + ia]);
            c00 = x.fma(b0, c00);
            x = FloatVector.broadcast(SPECIES, a[a1 + ia]);
            c10 = x.fma(b0, c10);
            x = FloatVector.broadcast(SPECIES, a[a2 + ia]);
            c20 = x.fma(b0, c20);
            x = FloatVector.broadcast(SPECIES, a[a3 + ia]);
            c30 = x.fma(b0, c30);
            x = FloatVector.broadcast(SPECIES, a[a4 + ia]);
            c40 = x.fma(b0, c40);
            x = FloatVector.broadcast(SPECIES, a[a5 + ia]);
            c50 = x.fma(b0, c50);
            x = FloatVector.broadcast(SPECIES, a[a6 + ia]);
            c60 = x.fma(b0, c60);
            x = FloatVector.broadcast(SPECIES, a[a7 + ia]);
            c70 = x.fma(b0, c70);
        }
        c00.intoArray(c, at0);
        c10.intoArray(c, at1);
        c20.intoArray(c, at2);
        c30.intoArray(c, at3);
        c40.intoArray(c, at4);
        c50.intoArray(c, at5);
        c60.intoArray(c, at6);
        c70.intoArray(c, at7);
    }

    private static void two(
            float[] a,
            int origin,
            int[] rows,
            int row,
            int lastRow,
            int[] columns,
            int column,
            int endColumn,
            float[] b,
            int panelB,
            float[] c,
            int at,
            int[] rowsOut,
            int rowOut,
            boolean first) {
        int last = lastRow - row;
        int a0 = origin + rows[row];
        int a1 = origin + rows[row + Math.min(1, last)];
        int a2 = origin + rows[row + Math.min(2, last)];
        int a3 = origin + rows[row + Math.min(3, last)];
        int a4 = origin + rows[row + Math.min(4, last)];
        int a5 = origin + rows[row + Math.min(5, last)];
        int a6 = origin + rows[row + Math.min(6, last)];
        int a7 = origin + rows[row + Math.min(7, last)];
        int at0 = at + rowsOut[rowOut];
        int at1 = at + rowsOut[rowOut + Math.min(1, last)];
        int at2 = at + rowsOut[rowOut + Math.min(2, last)];
        int at3 = at + rowsOut[rowOut + Math.min(3, last)];
        int at4 = at + rowsOut[rowOut + Math.min(4, last)];
        int at5 = at + rowsOut[rowOut + Math.min(5, last)];
        int at6 = at + rowsOut[rowOut + Math.min(6, last)];
        int at7 = at + rowsOut[rowOut + Math.min(7, last)];
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector c00 = first ? zero : FloatVector.fromArray(SPECIES, c, at0);
        FloatVector c01 = first ? zero : FloatVector.fromArray(SPECIES, c, at0 + LENGTH);
        FloatVector c10 = first ? zero : FloatVector.fromArray(SPECIES, c, at1);
        FloatVector c11 = first ? zero : FloatVector.fromArray(SPECIES, c, at1 + LENGTH);
        FloatVector c20 = first ? zero : FloatVector.fromArray(SPECIES, c, at2);
        FloatVector c21 = first ? zero : FloatVector.fromArray(SPECIES, c, at2 + LENGTH);
        FloatVector c30 = first ? zero : FloatVector.fromArray(SPECIES, c, at3);
        FloatVector c31 = first ? zero : FloatVector.fromArray(SPECIES, c, at3 + LENGTH);
        FloatVector c40 = first ? zero : FloatVector.fromArray(SPECIES, c, at4);
        FloatVector c41 = first ? zero : FloatVector.fromArray(SPECIES, c, at4 + LENGTH);
        FloatVector c50 = first ? zero : FloatVector.fromArray(SPECIES, c, at5);
        FloatVector c51 = first ? zero : FloatVector.fromArray(SPECIES, c, at5 + LENGTH);
        FloatVector c60 = first ? zero : FloatVector.fromArray(SPECIES, c, at6);
        FloatVector c61 = first ? zero : FloatVector.fromArray(SPECIES, c, at6 + LENGTH);
        FloatVector c70 = first ? zero : FloatVector.fromArray(SPECIES, c, at7);
        FloatVector c71 = first ? zero : FloatVector.fromArray(SPECIES, c, at7 + LENGTH);
        for (int l = column, ib = panelB; l < endColumn; l++, ib += 2 * LENGTH) {
            int ia = columns[l];
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, ib);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, ib + LENGTH);
            FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + ia]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            x = FloatVector.broadcast(SPECIES, a[a1 + ia]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            x = FloatVector.broadcast(SPECIES, a[a2 + ia]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            x = FloatVector.broadcast(SPECIES, a[a3 + ia]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            x = FloatVector.broadcast(SPECIES, a[a4 + ia]);
            c40 = x.fma(b0, c40);
            c41 = x.fma(b1, c41);
            x = FloatVector.broadcast(SPECIES, a[a5 + ia]);
            c50 = x.fma(b0, c50);
            c51 = x.fma(b1, c51);
            x = FloatVector.broadcast(SPECIES, a[a6 + ia]);
            c60 = x.fma(b0, c60);
            c61 = x.fma(b1, c61);
            x = FloatVector.broadcast(SPECIES, a[a7 + ia]);
            c70 = x.fma(b0, c70);
            c71 = x.fma(b1, c71);
        }
        c00.intoArray(c, at0);
        c01.intoArray(c, at0 + LENGTH);
        c10.intoArray(c, at1);
        c11.intoArray(c, at1 + LENGTH);
        c20.intoArray(c, at2);
        c21.intoArray(c, at2 + LENGTH);
        c30.intoArray(c, at3);
        c31.intoArray(c, at3 + LENGTH);
        c40.intoArray(c, at4);
        c41.intoArray(c, at4 + LENGTH);
        c50.intoArray(c, at5);
        c51.intoArray(c, at5 + LENGTH);
        c60.intoArray(c, at6);
        c61.intoArray(c, at6 + LENGTH);
        c70.intoArray(c, at7);
        c71.intoArray(c, at7 + LENGTH);
    }

    private static void three(
            float[] a,
            int origin,
            int[] rows,
            int row,
            int lastRow,
            int[] columns,
            int column,
            int endColumn,
            float[] b,
            int panelB,
            float[] c,
            int at,
            int[] rowsOut,
            int rowOut,
            boolean first) {
        int last = lastRow - row;
        int a0 = origin + rows[row];
        int a1 = origin + rows[row + Math.min(1, last)];
        int a2 = origin + rows[row + Math.min(2, last)];
        int a3 = origin + rows[row + Math.min(3, last)];
        int a4 = origin + rows[row + Math.min(4, last)];
        int a5 = origin + rows[row + Math.min(5, last)];
        int a6 = origin + rows[row + Math.min(6, last)];
        int a7 = origin + rows[row + Math.min(7, last)];
        int at0 = at + rowsOut[rowOut];
        int at1 = at + rowsOut[rowOut + Math.min(1, last)];
        int at2 = at + rowsOut[rowOut + Math.min(2, last)];
        int at3 = at + rowsOut[rowOut + Math.min(3, last)];
        int at4 = at + rowsOut[rowOut + Math.min(4, last)];
        int at5 = at + rowsOut[rowOut + Math.min(5, last)];
        int at6 = at + rowsOut[rowOut + Math.min(6, last)];
        int at7 = at + rowsOut[rowOut + Math.min(7, last)];
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector c00 = first ? zero : FloatVector.fromArray(SPECIES, c, at0);
        FloatVector c01 = first ? zero : FloatVector.fromArray(SPECIES, c, at0 + LENGTH);
        FloatVector c02 = first ? zero : FloatVector.fromArray(SPECIES, c, at0 + 2 * LENGTH);
        FloatVector c10 = first ? zero : FloatVector.fromArray(SPECIES, c, at1);
        FloatVector c11 = first ? zero : FloatVector.fromArray(SPECIES, c, at1 + LENGTH);
        FloatVector c12 = first ? zero : FloatVector.fromArray(SPECIES, c, at1 + 2 * LENGTH);
        FloatVector c20 = first ? zero : FloatVector.fromArray(SPECIES, c, at2);
        FloatVector c21 = first ? zero : FloatVector.fromArray(SPECIES, c, at2 + LENGTH);
        FloatVector c22 = first ? zero : FloatVector.fromArray(SPECIES, c, at2 + 2 * LENGTH);
        FloatVector c30 = first ? zero : FloatVector.fromArray(SPECIES, c, at3);
        FloatVector c31 = first ? zero : FloatVector.fromArray(SPECIES, c, at3 + LENGTH);
        FloatVector c32 = first ? zero : FloatVector.fromArray(SPECIES, c, at3 + 2 * LENGTH);
        FloatVector c40 = first ? zero : FloatVector.fromArray(SPECIES, c, at4);
        FloatVector c41 = first ? zero : FloatVector.fromArray(SPECIES, c, at4 + LENGTH);
        FloatVector c42 = first ? zero : FloatVector.fromArray(SPECIES, c, at4 + 2 * LENGTH);
        FloatVector c50 = first ? zero : FloatVector.fromArray(SPECIES, c, at5);
        FloatVector c51 = first ? zero : FloatVector.fromArray(SPECIES, c, at5 + LENGTH);
        FloatVector c52 = first ? zero : FloatVector.fromArray(SPECIES, c, at5 + 2 * LENGTH);
        FloatVector c60 = first ? zero : FloatVector.fromArray(SPECIES, c, at6);
        FloatVector c61 = first ? zero : FloatVector.fromArray(SPECIES, c, at6 + LENGTH);
        FloatVector c62 = first ? zero : FloatVector.fromArray(SPECIES, c, at6 + 2 * LENGTH);
        FloatVector c70 = first ? zero : FloatVector.fromArray(SPECIES, c, at7);
        FloatVector c71 = first ? zero : FloatVector.fromArray(SPECIES, c, at7 + LENGTH);
        FloatVector c72 = first ? zero : FloatVector.fromArray(SPECIES, c, at7 + 2 * LENGTH);
        for (int l = column, ib = panelB; l < endColumn; l++, ib += 3 * LENGTH) {
            int ia = columns[l];
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, ib);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, ib + LENGTH);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, ib + 2 * LENGTH);
            FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + ia]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            c02 = x.fma(b2, c02);
            x = FloatVector.broadcast(SPECIES, a[a1 + ia]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            c12 = x.fma(b2, c12);
            x = FloatVector.broadcast(SPECIES, a[a2 + ia]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            c22 = x.fma(b2, c22);
            x = FloatVector.broadcast(SPECIES, a[a3 + ia]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            c32 = x.fma(b2, c32);
            x = FloatVector.broadcast(SPECIES, a[a4 + ia]);
            c40 = x.fma(b0, c40);
            c41 = x.fma(b1, c41);
            c42 = x.fma(b2, c42);
            x = FloatVector.broadcast(SPECIES, a[a5 + ia]);
            c50 = x.fma(b0, c50);
            c51 = x.fma(b1, c51);
            c52 = x.fma(b2, c52);
            x = FloatVector.broadcast(SPECIES, a[a6 + ia]);
            c60 = x.fma(b0, c60);
            c61 = x.fma(b1, c61);
            c62 = x.fma(b2, c62);
            x = FloatVector.broadcast(SPECIES, a[a7 + ia]);
            c70 = x.fma(b0, c70);
            c71 = x.fma(b1, c71);
            c72 = x.fma(b2, c72);
        }
        c00.intoArray(c, at0);
        c01.intoArray(c, at0 + LENGTH);
        c02.intoArray(c, at0 + 2 * LENGTH);
        c10.intoArray(c, at1);
        c11.intoArray(c, at1 + LENGTH);
        c12.intoArray(c, at1 + 2 * LENGTH);
        c20.intoArray(c, at2);
        c21.intoArray(c, at2 + LENGTH);
        c22.intoArray(c, at2 + 2 * LENGTH);
        c30.intoArray(c, at3);
        c31.intoArray(c, at3 + LENGTH);
        c32.intoArray(c, at3 + 2 * LENGTH);
        c40.intoArray(c, at4);
        c41.intoArray(c, at4 + LENGTH);
        c42.intoArray(c, at4 + 2 * LENGTH);
        c50.intoArray(c, at5);
        c51.intoArray(c, at5 + LENGTH);
        c52.intoArray(c, at5 + 2 * LENGTH);
        c60.intoArray(c, at6);
        c61.intoArray(c, at6 + LENGTH);
        c62.intoArray(c, at6 + 2 * LENGTH);
        c70.intoArray(c, at7);
        c71.intoArray(c, at7 + LENGTH);
        c72.intoArray(c, at7 + 2 * LENGTH);
    }
}
