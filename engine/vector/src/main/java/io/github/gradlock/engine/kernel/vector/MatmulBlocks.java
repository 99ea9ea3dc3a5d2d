package io.github.gradlock.engine.kernel.vector;

import io.github.gradlock.engine.kernel.MatrixPlaces;

/**
 * Block sizes of matrix products, chosen by measurement; they never change a bit, since each block of k goes on with the sums of
 * the one before (Goto and van de Geijn, "Anatomy of high-performance matrix multiplication", ACM TOMS 34, 2008, for the layers).
 */
final class MatmulBlocks {
    /** Rows of a tile, and of a packed panel of the left matrix: 32 registers come with vectors of 512 bits and with AArch64. */
    static final int ROWS = Lanes.FLOATS.vectorBitSize() == 512 || "aarch64".equals(System.getProperty("os.arch"))
            ? FloatTile.ROWS
            : FloatLowTile.ROWS;

    /** The most vectors in a row of a tile. */
    static final int VECTORS = 3;

    /** Length of a block of k: a panel of b of this length stays in the first cache, or nearly. */
    static final int DEPTH = 256;

    /** The longest block of k where a is not packed and b has few panels: they stay in the second cache. */
    static final int DEEPEST = 1024;

    /** Up to so many panels of columns are few. */
    static final int FEW_PANELS = 4;

    /** Rows of a block of a, whole panels: packed, it stays in the second cache. */
    static final int HEIGHT = 200 / ROWS * ROWS;

    /** Bytes of a packed block of b, or of one of a result: {@value} stay in the third cache. */
    static final int WIDTH_BYTES = 1 << 20;

    private MatmulBlocks() {}

    /** Returns the columns of a block of b: whole panels. */
    static int width(int panel, int elementBytes) {
        return Math.max(WIDTH_BYTES / (DEPTH * elementBytes) / panel, 1) * panel;
    }

    /**
     * Returns the rows of a block of a result that is made beside the result.
     *
     * @param columns of the block, no more than {@link #width}
     */
    static int resultRows(int columns, int elementBytes) {
        return Math.max(WIDTH_BYTES / (columns * elementBytes) / ROWS, 1) * ROWS;
    }

    /**
     * Returns whether a left matrix is packed. Where the elements of its rows lie side by side, that is of no use; of few columns it would take as long as
     * multiplying.
     *
     * @param columns where its columns are
     * @param few whether the right matrix has few columns
     */
    static boolean packs(int[] columns, boolean few) {
        return !few || MatrixPlaces.shareSideBySide(columns) < 0.5;
    }
}
