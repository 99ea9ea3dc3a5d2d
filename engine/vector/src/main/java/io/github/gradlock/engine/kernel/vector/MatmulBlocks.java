package io.github.gradlock.engine.kernel.vector;

/**
 * Block sizes of matrix products, chosen by measurement; they never change a bit, since each block of k goes on with the sums of
 * the one before (Goto and van de Geijn, "Anatomy of high-performance matrix multiplication", ACM TOMS 34, 2008, for the layers).
 */
final class MatmulBlocks {
    /** Rows of the lower register tile: with two vectors a row, 12 sums, 2 vectors of b and 1 of a fit 16 registers. */
    static final int LOW = 6;

    /** Rows of the higher register tile: 26 sums, 2 vectors of b and 1 of a fit 32 registers; five such tiles are 65 rows, ten 130. */
    static final int HIGH = 13;

    /** Rows of a packed panel, and of the tile that reads it: vectors of 512 bits come with 32 registers. */
    static final int ROWS = Lanes.FLOATS.vectorBitSize() == 512 ? HIGH : LOW;

    /** Length of a block of k: a panel of b of this length stays in the first cache. */
    static final int DEPTH = 256;

    /** The longest block of k where a is not packed and b has few panels: they stay in the second cache. */
    static final int DEEPEST = 1024;

    /** Rows of a packed block of a, whole panels: it stays in the second cache. */
    static final int HEIGHT = 200 / ROWS * ROWS;

    /** Bytes of a packed block of b: {@value} stay in the third cache. */
    static final int WIDTH_BYTES = 1 << 20;

    private MatmulBlocks() {}

    /** Returns the columns of a block of b: whole panels. */
    static int width(int panel, int elementBytes) {
        return Math.max(WIDTH_BYTES / (DEPTH * elementBytes) / panel, 1) * panel;
    }
}
