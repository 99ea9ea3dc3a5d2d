package io.github.gradlock.engine.kernel.vector;

/**
 * Block sizes of matrix products, chosen by measurement; they never change a bit, since each block of k goes on with the sums of
 * the one before (Goto and van de Geijn, "Anatomy of high-performance matrix multiplication", ACM TOMS 34, 2008, for the layers).
 */
final class MatmulBlocks {
    /** Rows of a register tile: with two vectors a row, 12 sums, 2 vectors of b and 1 of a fit 16 registers. */
    static final int ROWS = 6;

    /** Length of a block of k: a panel of b of this length stays in the first cache. */
    static final int DEPTH = 256;

    /** The longest block of k where a is not packed and b has few panels: they stay in the second cache. */
    static final int DEEPEST = 1024;

    /** Rows of a packed block of a, a multiple of {@link #ROWS}: it stays in the second cache. */
    static final int HEIGHT = 192;

    /** Bytes of a packed block of b: {@value} stay in the third cache. */
    static final int WIDTH_BYTES = 1 << 20;

    private MatmulBlocks() {}

    /** Returns the columns of a block of b: whole panels. */
    static int width(int panel, int elementBytes) {
        return Math.max(WIDTH_BYTES / (DEPTH * elementBytes) / panel, 1) * panel;
    }
}
