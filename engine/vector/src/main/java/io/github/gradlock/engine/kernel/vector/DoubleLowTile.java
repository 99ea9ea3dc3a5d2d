package io.github.gradlock.engine.kernel.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Tiles as {@link DoubleTile}'s with half as many rows: 12 sums, 3 vectors of b and 1 of a take all of 16 registers. */
final class DoubleLowTile {
    private static final VectorSpecies<Double> SPECIES = Lanes.DOUBLES;
    private static final int LENGTH = SPECIES.length();

    /** Rows of a tile. */
    static final int ROWS = 4;

    private DoubleLowTile() {}

    /** Adds products to some rows, as {@link DoubleTile#add} does. */
    static void add(
            double[] a,
            int origin,
            int[] rows,
            int row,
            int lastRow,
            int[] columns,
            int column,
            int endColumn,
            double[] b,
            int panelB,
            int vectors,
            double[] c,
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
            double[] a,
            int origin,
            int[] rows,
            int row,
            int lastRow,
            int[] columns,
            int column,
            int endColumn,
            double[] b,
            int panelB,
            double[] c,
            int at,
            int[] rowsOut,
            int rowOut,
            boolean first) {
        int last = lastRow - row;
        int a0 = origin + rows[row];
        int a1 = origin + rows[row + Math.min(1, last)];
        int a2 = origin + rows[row + Math.min(2, last)];
        int a3 = origin + rows[row + Math.min(3, last)];
        int at0 = at + rowsOut[rowOut];
        int at1 = at + rowsOut[rowOut + Math.min(1, last)];
        int at2 = at + rowsOut[rowOut + Math.min(2, last)];
        int at3 = at + rowsOut[rowOut + Math.min(3, last)];
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector c00 = first ? zero : DoubleVector.fromArray(SPECIES, c, at0);
        DoubleVector c10 = first ? zero : DoubleVector.fromArray(SPECIES, c, at1);
        DoubleVector c20 = first ? zero : DoubleVector.fromArray(SPECIES, c, at2);
        DoubleVector c30 = first ? zero : DoubleVector.fromArray(SPECIES, c, at3);
        for (int l = column, ib = panelB; l < endColumn; l++, ib += LENGTH) {
            int ia = columns[l];
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, ib);
            DoubleVector x = DoubleVector.broadcast(SPECIES, a[a0 + ia]);
            c00 = x.fma(b0, c00);
            x = DoubleVector.broadcast(SPECIES, a[a1 + ia]);
            c10 = x.fma(b0, c10);
            x = DoubleVector.broadcast(SPECIES, a[a2 + ia]);
            c20 = x.fma(b0, c20);
            x = DoubleVector.broadcast(SPECIES, a[a3 + ia]);
            c30 = x.fma(b0, c30);
        }
        c00.intoArray(c, at0);
        c10.intoArray(c, at1);
        c20.intoArray(c, at2);
        c30.intoArray(c, at3);
    }

    private static void two(
            double[] a,
            int origin,
            int[] rows,
            int row,
            int lastRow,
            int[] columns,
            int column,
            int endColumn,
            double[] b,
            int panelB,
            double[] c,
            int at,
            int[] rowsOut,
            int rowOut,
            boolean first) {
        int last = lastRow - row;
        int a0 = origin + rows[row];
        int a1 = origin + rows[row + Math.min(1, last)];
        int a2 = origin + rows[row + Math.min(2, last)];
        int a3 = origin + rows[row + Math.min(3, last)];
        int at0 = at + rowsOut[rowOut];
        int at1 = at + rowsOut[rowOut + Math.min(1, last)];
        int at2 = at + rowsOut[rowOut + Math.min(2, last)];
        int at3 = at + rowsOut[rowOut + Math.min(3, last)];
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector c00 = first ? zero : DoubleVector.fromArray(SPECIES, c, at0);
        DoubleVector c01 = first ? zero : DoubleVector.fromArray(SPECIES, c, at0 + LENGTH);
        DoubleVector c10 = first ? zero : DoubleVector.fromArray(SPECIES, c, at1);
        DoubleVector c11 = first ? zero : DoubleVector.fromArray(SPECIES, c, at1 + LENGTH);
        DoubleVector c20 = first ? zero : DoubleVector.fromArray(SPECIES, c, at2);
        DoubleVector c21 = first ? zero : DoubleVector.fromArray(SPECIES, c, at2 + LENGTH);
        DoubleVector c30 = first ? zero : DoubleVector.fromArray(SPECIES, c, at3);
        DoubleVector c31 = first ? zero : DoubleVector.fromArray(SPECIES, c, at3 + LENGTH);
        for (int l = column, ib = panelB; l < endColumn; l++, ib += 2 * LENGTH) {
            int ia = columns[l];
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, ib);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, ib + LENGTH);
            DoubleVector x = DoubleVector.broadcast(SPECIES, a[a0 + ia]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            x = DoubleVector.broadcast(SPECIES, a[a1 + ia]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            x = DoubleVector.broadcast(SPECIES, a[a2 + ia]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            x = DoubleVector.broadcast(SPECIES, a[a3 + ia]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
        }
        c00.intoArray(c, at0);
        c01.intoArray(c, at0 + LENGTH);
        c10.intoArray(c, at1);
        c11.intoArray(c, at1 + LENGTH);
        c20.intoArray(c, at2);
        c21.intoArray(c, at2 + LENGTH);
        c30.intoArray(c, at3);
        c31.intoArray(c, at3 + LENGTH);
    }

    private static void three(
            double[] a,
            int origin,
            int[] rows,
            int row,
            int lastRow,
            int[] columns,
            int column,
            int endColumn,
            double[] b,
            int panelB,
            double[] c,
            int at,
            int[] rowsOut,
            int rowOut,
            boolean first) {
        int last = lastRow - row;
        int a0 = origin + rows[row];
        int a1 = origin + rows[row + Math.min(1, last)];
        int a2 = origin + rows[row + Math.min(2, last)];
        int a3 = origin + rows[row + Math.min(3, last)];
        int at0 = at + rowsOut[rowOut];
        int at1 = at + rowsOut[rowOut + Math.min(1, last)];
        int at2 = at + rowsOut[rowOut + Math.min(2, last)];
        int at3 = at + rowsOut[rowOut + Math.min(3, last)];
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector c00 = first ? zero : DoubleVector.fromArray(SPECIES, c, at0);
        DoubleVector c01 = first ? zero : DoubleVector.fromArray(SPECIES, c, at0 + LENGTH);
        DoubleVector c02 = first ? zero : DoubleVector.fromArray(SPECIES, c, at0 + 2 * LENGTH);
        DoubleVector c10 = first ? zero : DoubleVector.fromArray(SPECIES, c, at1);
        DoubleVector c11 = first ? zero : DoubleVector.fromArray(SPECIES, c, at1 + LENGTH);
        DoubleVector c12 = first ? zero : DoubleVector.fromArray(SPECIES, c, at1 + 2 * LENGTH);
        DoubleVector c20 = first ? zero : DoubleVector.fromArray(SPECIES, c, at2);
        DoubleVector c21 = first ? zero : DoubleVector.fromArray(SPECIES, c, at2 + LENGTH);
        DoubleVector c22 = first ? zero : DoubleVector.fromArray(SPECIES, c, at2 + 2 * LENGTH);
        DoubleVector c30 = first ? zero : DoubleVector.fromArray(SPECIES, c, at3);
        DoubleVector c31 = first ? zero : DoubleVector.fromArray(SPECIES, c, at3 + LENGTH);
        DoubleVector c32 = first ? zero : DoubleVector.fromArray(SPECIES, c, at3 + 2 * LENGTH);
        for (int l = column, ib = panelB; l < endColumn; l++, ib += 3 * LENGTH) {
            int ia = columns[l];
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, ib);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, ib + LENGTH);
            DoubleVector b2 = DoubleVector.fromArray(SPECIES, b, ib + 2 * LENGTH);
            DoubleVector x = DoubleVector.broadcast(SPECIES, a[a0 + ia]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            c02 = x.fma(b2, c02);
            x = DoubleVector.broadcast(SPECIES, a[a1 + ia]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            c12 = x.fma(b2, c12);
            x = DoubleVector.broadcast(SPECIES, a[a2 + ia]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            c22 = x.fma(b2, c22);
            x = DoubleVector.broadcast(SPECIES, a[a3 + ia]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            c32 = x.fma(b2, c32);
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
    }
}
