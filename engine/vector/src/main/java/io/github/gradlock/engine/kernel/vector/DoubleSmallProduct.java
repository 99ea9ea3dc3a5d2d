package io.github.gradlock.engine.kernel.vector;

import io.github.gradlock.engine.kernel.MatrixBatch;
import io.github.gradlock.engine.kernel.MatrixPlaces;
import io.github.gradlock.engine.tensor.Device;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of float64 matrices that are so small that setting up blocks and tiles would take longer than multiplying; belongs to one thread.
 *
 * <p>A vector is some columns of a row of the result. What does not lie side by side, or fills no whole vector, goes through a piece of memory.
 */
final class DoubleSmallProduct implements MatrixBatch.Part {
    private static final VectorSpecies<Double> DOUBLES = Lanes.DOUBLES;
    private static final int LENGTH = DOUBLES.length();
    private static final int ROWS = 4;

    /** Multiplications of a product that is small. */
    private static final int MOST = 1 << 11;

    /** Elements of a right matrix whose rows are whole vectors. */
    private static final int MOST_PACKED = 1 << 12;

    private static final ThreadLocal<DoubleScratch> SCRATCH = ThreadLocal.withInitial(DoubleScratch::new);
    private static final int PIECE = 11;

    /** Whether its loops are compiled. */
    static final Warmth WARMTH = new Warmth(DoubleSmallProduct::piece, 20_000);

    private final MatrixPlaces left;
    private final MatrixPlaces result;
    private final int[] rightRows;
    private final int[] rightColumns;
    private final double[] a;
    private final double[] b;
    private final double[] out;
    private final boolean goesOn;

    /** Elements of a row, filled up to whole vectors. */
    private final int width;

    private final boolean packs;
    private final boolean writesApart;
    private final int[] rows;
    private final double[] packed;
    private final double[] sums;

    /** Multiplies; begins with what the results hold if {@code goesOn}. */
    DoubleSmallProduct(MatrixBatch product, double[] a, double[] b, double[] out, boolean goesOn) {
        left = product.left;
        result = product.result;
        rightRows = product.right.rows;
        rightColumns = product.right.columns;
        this.a = a;
        this.b = b;
        this.out = out;
        this.goesOn = goesOn;
        width = width(product.n);
        boolean whole = width == product.n;
        packs = !whole || !MatrixPlaces.areSideBySide(rightColumns, 0, product.n);
        writesApart = !whole || !MatrixPlaces.areSideBySide(result.columns, 0, product.n);
        rows = packs ? MatrixPlaces.line(product.k, width) : rightRows;
        DoubleScratch scratch = SCRATCH.get();
        packed = packs ? scratch.right(product.k * width) : b;
        sums = scratch.result(ROWS * width);
    }

    private static int width(int columns) {
        return (columns + LENGTH - 1) / LENGTH * LENGTH;
    }

    /** Returns whether products are small. */
    static boolean takes(MatrixBatch product) {
        return (long) product.m * product.k * product.n <= MOST
                && product.n >= LENGTH / 2
                && product.k * width(product.n) <= MOST_PACKED;
    }

    /** With four rows and with one, read where they lie and packed. */
    private static void piece() {
        for (int n : new int[] {LENGTH, PIECE}) {
            double[] a = new double[PIECE * PIECE];
            double[] x = new double[PIECE * n];
            Tensor right = Tensors.of(x, Device.CPU, PIECE, n);
            MatrixBatch product = new MatrixBatch(Tensors.of(a, Device.CPU, PIECE, PIECE), right, right);
            new DoubleSmallProduct(product, a, x, x, false).run(0, 0, 0, 0, PIECE);
            new DoubleSmallProduct(product, a, x, x, true).run(0, 0, 0, 0, PIECE);
        }
    }

    @Override
    public void run(int atA, int atB, int atOut, int from, int to) {
        if (packs) {
            pack(atB);
        }
        int begin = packs ? 0 : atB + (rightColumns.length == 0 ? 0 : rightColumns[0]);
        int i = from;
        for (; i <= to - ROWS; i += ROWS) {
            begin(atOut, i, ROWS);
            for (int j = 0; j < width; j += LENGTH) {
                four(
                        atA,
                        i,
                        begin + j,
                        target(),
                        at(atOut, i, 0, j),
                        at(atOut, i, 1, j),
                        at(atOut, i, 2, j),
                        at(atOut, i, 3, j));
            }
            end(atOut, i, ROWS);
        }
        for (; i < to; i++) {
            begin(atOut, i, 1);
            for (int j = 0; j < width; j += LENGTH) {
                one(atA + left.rows[i], begin + j, target(), at(atOut, i, 0, j));
            }
            end(atOut, i, 1);
        }
    }

    private void pack(int atB) {
        for (int l = 0; l < rightRows.length; l++) {
            int from = atB + rightRows[l];
            int to = l * width;
            for (int j = 0; j < rightColumns.length; j++) {
                packed[to + j] = b[from + rightColumns[j]];
            }
        }
    }

    private double[] target() {
        return writesApart ? sums : out;
    }

    private int at(int atOut, int row, int more, int column) {
        return writesApart ? more * width + column : atOut + result.rows[row + more] + result.columns[0] + column;
    }

    /** Fetches the sums that go on, where they do not lie side by side. */
    private void begin(int atOut, int row, int count) {
        for (int more = 0; writesApart && goesOn && more < count; more++) {
            int from = atOut + result.rows[row + more];
            for (int j = 0; j < result.columns.length; j++) {
                sums[more * width + j] = out[from + result.columns[j]];
            }
        }
    }

    /** Brings sums to where they belong. */
    private void end(int atOut, int row, int count) {
        for (int more = 0; writesApart && more < count; more++) {
            int to = atOut + result.rows[row + more];
            for (int j = 0; j < result.columns.length; j++) {
                out[to + result.columns[j]] = sums[more * width + j];
            }
        }
    }

    private void four(int atA, int row, int atB, double[] to, int to0, int to1, int to2, int to3) {
        int row0 = atA + left.rows[row];
        int row1 = atA + left.rows[row + 1];
        int row2 = atA + left.rows[row + 2];
        int row3 = atA + left.rows[row + 3];
        DoubleVector sum0 = first(to, to0);
        DoubleVector sum1 = first(to, to1);
        DoubleVector sum2 = first(to, to2);
        DoubleVector sum3 = first(to, to3);
        for (int l = 0; l < rows.length; l++) {
            DoubleVector line = DoubleVector.fromArray(DOUBLES, packed, atB + rows[l]);
            int column = left.columns[l];
            sum0 = DoubleVector.broadcast(DOUBLES, a[row0 + column]).fma(line, sum0);
            sum1 = DoubleVector.broadcast(DOUBLES, a[row1 + column]).fma(line, sum1);
            sum2 = DoubleVector.broadcast(DOUBLES, a[row2 + column]).fma(line, sum2);
            sum3 = DoubleVector.broadcast(DOUBLES, a[row3 + column]).fma(line, sum3);
        }
        sum0.intoArray(to, to0);
        sum1.intoArray(to, to1);
        sum2.intoArray(to, to2);
        sum3.intoArray(to, to3);
    }

    private void one(int row, int atB, double[] to, int at) {
        DoubleVector sum = first(to, at);
        for (int l = 0; l < rows.length; l++) {
            DoubleVector line = DoubleVector.fromArray(DOUBLES, packed, atB + rows[l]);
            sum = DoubleVector.broadcast(DOUBLES, a[row + left.columns[l]]).fma(line, sum);
        }
        sum.intoArray(to, at);
    }

    private DoubleVector first(double[] to, int at) {
        return goesOn ? DoubleVector.fromArray(DOUBLES, to, at) : DoubleVector.zero(DOUBLES);
    }
}
