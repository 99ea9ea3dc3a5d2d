package io.github.gradlock.engine.kernel.vector;

import io.github.gradlock.engine.kernel.MatrixBatch;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * Products of float32 matrices, some rows and columns of each; belongs to one thread.
 *
 * <p>Blocks of both matrices are packed into panels in the order in which {@link #tile} reads them, a tile's worth of rows or
 * columns beside one another, padded with zeros at the edges. A tile keeps its sums in registers over a whole block of k, begins
 * with what the block before left in the result, and writes back: the chain of each element is never cut or reordered. Tiles at
 * an edge are computed whole, beside the result, and copied in part.
 */
final class FloatProduct implements MatrixBatch.Part {
    private static final VectorSpecies<Float> SPECIES = Lanes.FLOATS;
    private static final int LENGTH = SPECIES.length();

    /** Columns of a tile. */
    static final int COLUMNS = FloatTile.COLUMNS;

    private static final int ROWS = MatmulBlocks.ROWS;
    private static final int LOW = MatmulBlocks.LOW;
    private static final int DEPTH = MatmulBlocks.DEPTH;
    private static final int HEIGHT = MatmulBlocks.HEIGHT;
    private static final int WIDTH = MatmulBlocks.width(COLUMNS, Float.BYTES);
    private static final ThreadLocal<FloatScratch> SCRATCH = ThreadLocal.withInitial(FloatScratch::new);

    /** Up to so many panels of columns, the left matrix is read where it lies. */
    private static final int FEW_PANELS = 4;

    private static final int PIECE = 32;

    /** Whether tiles are compiled. */
    static final Warmth WARMTH = new Warmth(FloatProduct::piece, 40_000);

    private final MatrixBatch sizes;
    private final float[] a;
    private final float[] b;
    private final @Nullable FoldedMatrix folded;
    private final float[] out;
    private final int firstColumn;
    private final int endColumn;
    private final FloatScratch scratch = SCRATCH.get();

    /**
     * Multiplies into some columns.
     *
     * @param folded where the elements of the right matrix lie, if they have no strides
     */
    FloatProduct(
            MatrixBatch sizes,
            float[] a,
            float[] b,
            @Nullable FoldedMatrix folded,
            float[] out,
            int firstColumn,
            int endColumn) {
        this.sizes = sizes;
        this.a = a;
        this.b = b;
        this.folded = folded;
        this.out = out;
        this.firstColumn = firstColumn;
        this.endColumn = endColumn;
    }

    /** Tiles that begin with zeros, and such that go on. */
    private static void piece() {
        float[] a = new float[PIECE * ROWS];
        float[] b = new float[PIECE * COLUMNS];
        float[] c = new float[ROWS * COLUMNS];
        for (boolean first : new boolean[] {true, false}) {
            tile(a, 0, 1, ROWS, ROWS, b, 0, PIECE, c, 0, COLUMNS, first);
            tile(a, 0, PIECE, 1, LOW, b, 0, PIECE, c, 0, COLUMNS, first);
        }
    }

    /**
     * Computes a tile, or as many rows of it as there are.
     *
     * @param down from one row of a to the next; 1 if they are packed
     * @param across from one column of a to the next
     */
    private static void tile(
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
        if (rows > LOW) {
            FloatTile.high(a, panelA, b, panelB, depth, c, at, rowStride, first);
        } else {
            FloatTile.low(a, panelA, down, across, rows, b, panelB, depth, c, at, rowStride, first);
        }
    }

    @Override
    public void run(int left, int right, int result, int from, int to) {
        // Of few columns, packing the left matrix would take as long as multiplying with it.
        boolean packs = sizes.columnStride(0) != 1 || endColumn - firstColumn > FEW_PANELS * COLUMNS;
        int deepest = packs ? DEPTH : MatmulBlocks.DEEPEST;
        for (int column = firstColumn; column < endColumn; column += WIDTH) {
            int width = Math.min(WIDTH, endColumn - column);
            for (int k = 0; k < sizes.k; k += deepest) {
                int depth = Math.min(deepest, sizes.k - k);
                float[] panelsB = scratch.right((width + COLUMNS - 1) / COLUMNS * COLUMNS * depth);
                if (folded != null) {
                    FloatFolding.pack(folded, b, right, k, depth, column, width, panelsB, COLUMNS);
                } else {
                    packRight(right + k * sizes.rowStride(1) + column * sizes.columnStride(1), depth, width, panelsB);
                }
                for (int row = from; row < to; row += HEIGHT) {
                    int height = Math.min(HEIGHT, to - row);
                    int origin = left + row * sizes.rowStride(0) + k * sizes.columnStride(0);
                    int at = result + row * sizes.rowStride(2) + column * sizes.columnStride(2);
                    if (packs) {
                        float[] panelsA = scratch.left((height + ROWS - 1) / ROWS * ROWS * depth);
                        packLeft(origin, depth, height, panelsA);
                        block(panelsA, 0, ROWS, depth, 1, ROWS, panelsB, depth, height, width, at, k == 0);
                    } else {
                        int down = sizes.rowStride(0);
                        block(a, origin, LOW, down, down, 1, panelsB, depth, height, width, at, k == 0);
                    }
                }
            }
        }
    }

    /**
     * Multiplies a block of a with a packed one of b.
     *
     * @param origin where the block of a begins
     * @param tileRows rows of a tile
     * @param rowStride from where a row is to where the next would be, if all lay as the first ones of tiles do
     * @param down from one row of a to the next, within a tile
     * @param across from one column of a to the next
     */
    private void block(
            float[] blockA,
            int origin,
            int tileRows,
            int rowStride,
            int down,
            int across,
            float[] panelsB,
            int depth,
            int height,
            int width,
            int at,
            boolean first) {
        int outStride = sizes.rowStride(2);
        int columnStride = sizes.columnStride(2);
        for (int j = 0; j < width; j += COLUMNS) {
            for (int i = 0; i < height; i += tileRows) {
                int to = at + i * outStride + j * columnStride;
                int panelA = origin + i * rowStride;
                int rows = Math.min(tileRows, height - i);
                if (columnStride == 1 && (rows == tileRows || rows == LOW) && j + COLUMNS <= width) {
                    tile(blockA, panelA, down, across, rows, panelsB, j * depth, depth, out, to, outStride, first);
                } else {
                    edge(blockA, panelA, down, across, panelsB, j * depth, depth, to, rows, width - j, first);
                }
            }
        }
    }

    /** Computes a tile of which only some rows and columns belong to the result, or whose columns are not side by side. */
    private void edge(
            float[] blockA,
            int panelA,
            int down,
            int across,
            float[] panelsB,
            int panelB,
            int depth,
            int at,
            int rows,
            int columnsLeft,
            boolean first) {
        int columns = Math.min(columnsLeft, COLUMNS);
        int rowStride = sizes.rowStride(2);
        int columnStride = sizes.columnStride(2);
        float[] tile = scratch.tile;
        if (!first) {
            for (int i = 0; i < rows; i++) {
                for (int j = 0, from = at + i * rowStride; j < columns; j++, from += columnStride) {
                    tile[i * COLUMNS + j] = out[from];
                }
            }
        }
        tile(blockA, panelA, down, across, rows, panelsB, panelB, depth, tile, 0, COLUMNS, first);
        for (int j = 0; j < columns; j++) {
            for (int i = 0, to = at + j * columnStride; i < rows; i++, to += rowStride) {
                out[to] = tile[i * COLUMNS + j];
            }
        }
    }

    /** Packs a block of the left matrix: panels of {@link MatmulBlocks#ROWS} rows, column after column. */
    private void packLeft(int origin, int depth, int height, float[] panels) {
        int down = sizes.rowStride(0);
        int across = sizes.columnStride(0);
        for (int i = 0; i < height; i += ROWS) {
            int rows = Math.min(ROWS, height - i);
            int panel = i * depth;
            if (rows < ROWS) {
                Arrays.fill(panels, panel, panel + ROWS * depth, 0);
            }
            if (down == 1) {
                for (int l = 0, to = panel, from = origin + i; l < depth; l++, from += across, to += ROWS) {
                    System.arraycopy(a, from, panels, to, rows);
                }
                continue;
            }
            for (int row = 0; row < rows; row++) {
                int from = origin + (i + row) * down;
                for (int l = 0, to = panel + row; l < depth; l++, from += across, to += ROWS) {
                    panels[to] = a[from];
                }
            }
        }
    }

    /** Packs a block of the right matrix: panels of {@link #COLUMNS} columns, row after row. */
    private void packRight(int origin, int depth, int width, float[] panels) {
        int down = sizes.rowStride(1);
        int across = sizes.columnStride(1);
        for (int j = 0; j < width; j += COLUMNS) {
            int columns = Math.min(COLUMNS, width - j);
            int panel = j * depth;
            int from = origin + j * across;
            if (columns < COLUMNS) {
                Arrays.fill(panels, panel, panel + COLUMNS * depth, 0);
            }
            if (across == 1) {
                copyRows(from, down, depth, columns, panels, panel);
            } else {
                for (int column = 0; column < columns; column++) {
                    int at = from + column * across;
                    for (int l = 0, to = panel + column; l < depth; l++, at += down, to += COLUMNS) {
                        panels[to] = b[at];
                    }
                }
            }
        }
    }

    private void copyRows(int origin, int down, int depth, int columns, float[] panels, int panel) {
        if (columns < COLUMNS) {
            for (int l = 0; l < depth; l++) {
                System.arraycopy(b, origin + l * down, panels, panel + l * COLUMNS, columns);
            }
            return;
        }
        for (int l = 0, from = origin, to = panel; l < depth; l++, from += down, to += COLUMNS) {
            FloatVector.fromArray(SPECIES, b, from).intoArray(panels, to);
            FloatVector.fromArray(SPECIES, b, from + LENGTH).intoArray(panels, to + LENGTH);
        }
    }
}
