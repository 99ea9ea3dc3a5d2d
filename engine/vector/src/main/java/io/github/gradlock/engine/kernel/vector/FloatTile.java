package io.github.gradlock.engine.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register tiles of products: sums that stay in registers over a whole block of k. A tile begins with zeros, or goes on with what {@code c} holds, and
 * writes back; the chain of each element is never cut or reordered.
 *
 * <p>There are two, since vectors of 512 bits come with 32 registers and narrower ones may have 16. The higher one reads packed rows alone: places in the
 * left matrix that are not known to the compiler would take more registers than there are.
 */
final class FloatTile {
    private static final VectorSpecies<Float> SPECIES = Lanes.FLOATS;
    private static final int LENGTH = SPECIES.length();

    /** Columns of a tile. */
    static final int COLUMNS = 2 * LENGTH;

    private FloatTile() {}

    /**
     * Adds the products of a panel of a and a packed one of b to {@link MatmulBlocks#LOW} rows of {@code c}, in ascending k; begins with zeros if {@code first}. Of
     * rows that are not there, the last one is taken.
     *
     * @param down from one row of a to the next
     * @param across from one column of a to the next
     */
    static void low(
            float[] a,
            int panelA,
            int down,
            int across,
            int rows,
            float[] b,
            int panelB,
            int depth,
            float[] c,
            int at,
            int rowStride,
            boolean first) {
        int end = panelA + (rows - 1) * down;
        int a0 = panelA;
        int a1 = Math.min(a0 + down, end);
        int a2 = Math.min(a1 + down, end);
        int a3 = Math.min(a2 + down, end);
        int a4 = Math.min(a3 + down, end);
        int a5 = Math.min(a4 + down, end);
        FloatVector zero = FloatVector.zero(SPECIES);
        int at1 = at + rowStride;
        int at2 = at1 + rowStride;
        int at3 = at2 + rowStride;
        int at4 = at3 + rowStride;
        int at5 = at4 + rowStride;
        FloatVector c00 = first ? zero : FloatVector.fromArray(SPECIES, c, at);
        FloatVector c01 = first ? zero : FloatVector.fromArray(SPECIES, c, at + LENGTH);
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
        for (int l = 0; l < depth; l++) {
            int ib = panelB + l * COLUMNS;
            int ia = l * across;
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
        }
        c00.intoArray(c, at);
        c01.intoArray(c, at + LENGTH);
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
    }

    /**
     * Adds the products of a packed panel of a and a packed one of b to {@link MatmulBlocks#HIGH} rows of {@code c}, in ascending k; begins with zeros if {@code
     * first}.
     */
    static void high(
            float[] a, int panelA, float[] b, int panelB, int depth, float[] c, int at, int rowStride, boolean first) {
        FloatVector zero = FloatVector.zero(SPECIES);
        int at1 = at + rowStride;
        int at2 = at1 + rowStride;
        int at3 = at2 + rowStride;
        int at4 = at3 + rowStride;
        int at5 = at4 + rowStride;
        int at6 = at5 + rowStride;
        int at7 = at6 + rowStride;
        int at8 = at7 + rowStride;
        int at9 = at8 + rowStride;
        int at10 = at9 + rowStride;
        int at11 = at10 + rowStride;
        int at12 = at11 + rowStride;
        FloatVector c00 = first ? zero : FloatVector.fromArray(SPECIES, c, at);
        FloatVector c01 = first ? zero : FloatVector.fromArray(SPECIES, c, at + LENGTH);
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
        FloatVector c80 = first ? zero : FloatVector.fromArray(SPECIES, c, at8);
        FloatVector c81 = first ? zero : FloatVector.fromArray(SPECIES, c, at8 + LENGTH);
        FloatVector c90 = first ? zero : FloatVector.fromArray(SPECIES, c, at9);
        FloatVector c91 = first ? zero : FloatVector.fromArray(SPECIES, c, at9 + LENGTH);
        FloatVector c100 = first ? zero : FloatVector.fromArray(SPECIES, c, at10);
        FloatVector c101 = first ? zero : FloatVector.fromArray(SPECIES, c, at10 + LENGTH);
        FloatVector c110 = first ? zero : FloatVector.fromArray(SPECIES, c, at11);
        FloatVector c111 = first ? zero : FloatVector.fromArray(SPECIES, c, at11 + LENGTH);
        FloatVector c120 = first ? zero : FloatVector.fromArray(SPECIES, c, at12);
        FloatVector c121 = first ? zero : FloatVector.fromArray(SPECIES, c, at12 + LENGTH);
        for (int l = 0; l < depth; l++) {
            int ib = panelB + l * COLUMNS;
            int ia = panelA + l * MatmulBlocks.HIGH;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, ib);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, ib + LENGTH);
            FloatVector x = FloatVector.broadcast(SPECIES, a[ia]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            x = FloatVector.broadcast(SPECIES, a[ia + 1]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            x = FloatVector.broadcast(SPECIES, a[ia + 2]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            x = FloatVector.broadcast(SPECIES, a[ia + 3]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            x = FloatVector.broadcast(SPECIES, a[ia + 4]);
            c40 = x.fma(b0, c40);
            c41 = x.fma(b1, c41);
            x = FloatVector.broadcast(SPECIES, a[ia + 5]);
            c50 = x.fma(b0, c50);
            c51 = x.fma(b1, c51);
            x = FloatVector.broadcast(SPECIES, a[ia + 6]);
            c60 = x.fma(b0, c60);
            c61 = x.fma(b1, c61);
            x = FloatVector.broadcast(SPECIES, a[ia + 7]);
            c70 = x.fma(b0, c70);
            c71 = x.fma(b1, c71);
            x = FloatVector.broadcast(SPECIES, a[ia + 8]);
            c80 = x.fma(b0, c80);
            c81 = x.fma(b1, c81);
            x = FloatVector.broadcast(SPECIES, a[ia + 9]);
            c90 = x.fma(b0, c90);
            c91 = x.fma(b1, c91);
            x = FloatVector.broadcast(SPECIES, a[ia + 10]);
            c100 = x.fma(b0, c100);
            c101 = x.fma(b1, c101);
            x = FloatVector.broadcast(SPECIES, a[ia + 11]);
            c110 = x.fma(b0, c110);
            c111 = x.fma(b1, c111);
            x = FloatVector.broadcast(SPECIES, a[ia + 12]);
            c120 = x.fma(b0, c120);
            c121 = x.fma(b1, c121);
        }
        c00.intoArray(c, at);
        c01.intoArray(c, at + LENGTH);
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
        c80.intoArray(c, at8);
        c81.intoArray(c, at8 + LENGTH);
        c90.intoArray(c, at9);
        c91.intoArray(c, at9 + LENGTH);
        c100.intoArray(c, at10);
        c101.intoArray(c, at10 + LENGTH);
        c110.intoArray(c, at11);
        c111.intoArray(c, at11 + LENGTH);
        c120.intoArray(c, at12);
        c121.intoArray(c, at12 + LENGTH);
    }
}
