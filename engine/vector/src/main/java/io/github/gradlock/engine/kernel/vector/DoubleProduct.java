package io.github.gradlock.engine.kernel.vector;

import io.github.gradlock.engine.kernel.MatrixBatch;
import io.github.gradlock.engine.kernel.MatrixPlaces;

/**
 * Products of float64 matrices, some rows and columns of each; belongs to one thread.
 *
 * <p>Blocks of the right matrix are packed into panels in the order in which a tile reads them, a tile's worth of columns beside one another, the last one of
 * whole vectors; those of the left one are read where they lie, or packed as well. A tile keeps its sums in registers over a whole block of k, begins with what
 * the block before left in the result, and writes back: the chain of each element is never cut or reordered.
 */
final class DoubleProduct implements MatrixBatch.Part {
    private static final int LENGTH = Lanes.DOUBLES.length();

    /** Columns of a tile. */
    static final int COLUMNS = MatmulBlocks.VECTORS * LENGTH;

    private static final int ROWS = MatmulBlocks.ROWS;
    private static final int DEPTH = MatmulBlocks.DEPTH;
    private static final int HEIGHT = MatmulBlocks.HEIGHT;
    private static final int[] PACKED_ROWS = MatrixPlaces.line(ROWS, 1);
    private static final int[] PACKED_COLUMNS = MatrixPlaces.line(MatmulBlocks.DEEPEST, ROWS);
    private static final int[] TILE_ROWS = MatrixPlaces.line(ROWS, COLUMNS);
    private static final ThreadLocal<DoubleScratch> SCRATCH = ThreadLocal.withInitial(DoubleScratch::new);
    private static final int PIECE = 32;

    /** Whether tiles are compiled. */
    static final Warmth WARMTH = new Warmth(DoubleProduct::piece, 40_000);

    private final MatrixPlaces left;
    private final MatrixPlaces right;
    private final MatrixPlaces result;
    private final double[] a;
    private final double[] b;
    private final double[] out;
    private final boolean goesOn;
    private final int firstColumn;
    private final int endColumn;
    private final boolean packs;
    private final int deepest;
    private final DoubleScratch scratch = SCRATCH.get();

    /** Multiplies into some columns; begins with what they hold if {@code goesOn}. */
    DoubleProduct(
            MatrixBatch sizes, double[] a, double[] b, double[] out, boolean goesOn, int firstColumn, int endColumn) {
        left = sizes.left;
        right = sizes.right;
        result = sizes.result;
        this.a = a;
        this.b = b;
        this.out = out;
        this.goesOn = goesOn;
        this.firstColumn = firstColumn;
        this.endColumn = endColumn;
        boolean few = endColumn - firstColumn <= MatmulBlocks.FEW_PANELS * COLUMNS;
        packs = MatmulBlocks.packs(left.columns, few);
        deepest = few && !packs ? MatmulBlocks.DEEPEST : DEPTH;
    }

    /** Tiles that begin with zeros, and such that go on. */
    private static void piece() {
        double[] a = new double[PIECE * ROWS];
        double[] b = new double[PIECE * COLUMNS];
        double[] c = new double[ROWS * COLUMNS];
        for (boolean first : new boolean[] {true, false}) {
            for (int vectors = 1; vectors <= MatmulBlocks.VECTORS; vectors++) {
                add(a, 0, PACKED_ROWS, 0, ROWS - 1, PACKED_COLUMNS, 0, PIECE, b, 0, vectors, c, 0, TILE_ROWS, 0, first);
            }
        }
    }

    private static void add(
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
        if (ROWS == DoubleTile.ROWS) {
            DoubleTile.add(
                    a, origin, rows, row, lastRow, columns, column, endColumn, b, panelB, vectors, c, at, rowsOut,
                    rowOut, first);
        } else {
            DoubleLowTile.add(
                    a, origin, rows, row, lastRow, columns, column, endColumn, b, panelB, vectors, c, at, rowsOut,
                    rowOut, first);
        }
    }

    @Override
    public void run(int atA, int atB, int atOut, int from, int to) {
        boolean direct = MatrixPlaces.areSideBySide(result.columns, firstColumn, endColumn);
        int widest = MatmulBlocks.width(COLUMNS, Double.BYTES);
        for (int column = firstColumn; column < endColumn; column += widest) {
            int width = Math.min(widest, endColumn - column);
            if (direct) {
                columns(atA, atB, from, to, column, width, out, atOut + result.columns[column], result.rows, from);
                continue;
            }
            int step = vectors(width) * LENGTH;
            int highest = MatmulBlocks.resultRows(step, Double.BYTES);
            int[] rowsBeside = MatrixPlaces.line(Math.min(highest, to - from), step);
            double[] beside = scratch.result(rowsBeside.length * step);
            for (int row = from; row < to; row += highest) {
                int end = Math.min(row + highest, to);
                if (goesOn) {
                    exchange(beside, step, atOut, row, end, column, width, false);
                }
                columns(atA, atB, row, end, column, width, beside, 0, rowsBeside, 0);
                exchange(beside, step, atOut, row, end, column, width, true);
            }
        }
    }

    /** Multiplies into a block of columns, which lie side by side in c. */
    private void columns(
            int atA,
            int atB,
            int from,
            int to,
            int column,
            int width,
            double[] c,
            int at,
            int[] rowsOut,
            int firstRowOut) {
        int depths = right.rows.length;
        for (int k = 0; k < depths; k += deepest) {
            int depth = Math.min(deepest, depths - k);
            double[] panelsB = scratch.right(vectors(width) * LENGTH * depth);
            DoublePacking packing = new DoublePacking(b, atB, right.rows, k, depth);
            for (int j = 0; j < width; j += COLUMNS) {
                int count = Math.min(COLUMNS, width - j);
                packing.pack(right.columns, column + j, count, panelsB, j * depth, vectors(count) * LENGTH);
            }
            for (int row = from; row < to; row += HEIGHT) {
                int end = Math.min(row + HEIGHT, to);
                block(atA, k, depth, row, end, panelsB, width, c, at, rowsOut, row - from + firstRowOut);
            }
        }
    }

    private static int vectors(int columns) {
        return (columns + LENGTH - 1) / LENGTH;
    }

    /** Multiplies a block of a with a packed one of b. */
    private void block(
            int atA,
            int k,
            int depth,
            int row,
            int endRow,
            double[] panelsB,
            int width,
            double[] c,
            int at,
            int[] rowsOut,
            int rowOut) {
        double[] tile = scratch.tile;
        double[] panelsA = a;
        if (packs) {
            panelsA = scratch.left((endRow - row + ROWS - 1) / ROWS * ROWS * depth);
            DoublePacking packing = new DoublePacking(a, atA, left.columns, k, depth);
            for (int i = row; i < endRow; i += ROWS) {
                packing.pack(left.rows, i, Math.min(ROWS, endRow - i), panelsA, (i - row) * depth, ROWS);
            }
        }
        for (int j = 0; j < width; j += COLUMNS) {
            int count = Math.min(COLUMNS, width - j);
            // Beside the result there is room for what is more.
            boolean whole = count % LENGTH == 0 || c != out;
            for (int i = row; i < endRow; i += ROWS) {
                int origin = packs ? (i - row) * depth : atA;
                int last = Math.min(ROWS, endRow - i) - 1;
                int to = rowOut + i - row;
                boolean first = k == 0 && !goesOn;
                if (!whole && !first) {
                    copy(c, at + j, rowsOut, to, tile, 0, TILE_ROWS, 0, last, count);
                }
                add(
                        panelsA,
                        origin,
                        packs ? PACKED_ROWS : left.rows,
                        packs ? 0 : i,
                        packs ? last : i + last,
                        packs ? PACKED_COLUMNS : left.columns,
                        packs ? 0 : k,
                        packs ? depth : k + depth,
                        panelsB,
                        j * depth,
                        vectors(count),
                        whole ? c : tile,
                        whole ? at + j : 0,
                        whole ? rowsOut : TILE_ROWS,
                        whole ? to : 0,
                        first);
                if (!whole) {
                    copy(tile, 0, TILE_ROWS, 0, c, at + j, rowsOut, to, last, count);
                }
            }
        }
    }

    /** Copies the rows of a tile, as far as they belong to the result. */
    private static void copy(
            double[] x,
            int at,
            int[] rows,
            int row,
            double[] out,
            int to,
            int[] rowsOut,
            int rowOut,
            int last,
            int count) {
        for (int i = 0; i <= last; i++) {
            int from = at + rows[row + i];
            int begin = to + rowsOut[rowOut + i];
            for (int j = 0; j < count; j++) {
                out[begin + j] = x[from + j];
            }
        }
    }

    /** Copies a block to where it belongs, or from there. */
    private void exchange(
            double[] beside, int step, int atOut, int from, int to, int column, int width, boolean toResult) {
        boolean byRows = MatrixPlaces.areSideBySide(result.rows, from, to);
        int outer = byRows ? width : to - from;
        int inner = byRows ? to - from : width;
        for (int o = 0; o < outer; o++) {
            int row = byRows ? 0 : o;
            int line = byRows ? o : 0;
            int begin = row * step + line;
            int across = byRows ? step : 1;
            int there = atOut + result.rows[from + row];
            for (int i = 0; i < inner; i++) {
                int at = byRows ? there + i + result.columns[column + line] : there + result.columns[column + i];
                if (toResult) {
                    out[at] = beside[begin + i * across];
                } else {
                    beside[begin + i * across] = out[at];
                }
            }
        }
    }
}
