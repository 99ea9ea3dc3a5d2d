package io.github.gradlock.engine.kernel.scalar;

import io.github.gradlock.engine.kernel.FoldedMatrix;
import io.github.gradlock.engine.kernel.MatrixBatch;
import io.github.gradlock.engine.kernel.MatrixPlaces;
import io.github.gradlock.engine.kernel.Workers;
import io.github.gradlock.engine.math.FusedMultiplyAdd;
import io.github.gradlock.engine.tensor.HostStorage;
import io.github.gradlock.engine.tensor.Tensor;

/**
 * Matrix products: each element is one chain of fused multiply-adds in ascending k, from zero (rule 3).
 *
 * <p>The loops run in the order k, i, j for a block of rows, so that {@code b} is read row after row, wherever its elements lie, and a row of sums advances
 * together; the chain of each element is the same as in the textbook order. Rows of the result are independent, and are what threads share out. int64 wraps.
 */
final class MatmulKernels {
    private static final int GRAIN_OPERATIONS = 1 << 15;

    /** About how many sums advance together: they stay in a cache. */
    private static final int SUMS = 1 << 15;

    /** Multiplications of a product that is small. */
    private static final int SMALL = 1 << 11;

    private final Workers workers;

    MatmulKernels(Workers workers) {
        this.workers = workers;
    }

    void matmul(Tensor a, Tensor b, Tensor out) {
        multiply(new MatrixBatch(a, b, out), a, b, out, false);
    }

    void matmulFolded(FoldedMatrix a, FoldedMatrix b, FoldedMatrix out, boolean goesOn) {
        multiply(new MatrixBatch(a, b, out), a.tensor(), b.tensor(), out.tensor(), goesOn);
    }

    private void multiply(MatrixBatch product, Tensor a, Tensor b, Tensor out, boolean goesOn) {
        if (out.numel() == 0) {
            return;
        }
        int grain = (int) (GRAIN_OPERATIONS / Math.max((long) product.k * product.n, 1) + 1);
        workers.split(product.size() * product.m, grain, (from, to) -> {
            int rows = Math.max(1, Math.min(Math.min(to - from, product.m), SUMS / product.n));
            MatrixBatch.Part part =
                    switch (out.dtype()) {
                        case FLOAT32 -> new FloatRows(product, rows, a, b, out, goesOn);
                        case FLOAT64 -> new DoubleRows(product, rows, a, b, out, goesOn);
                        case INT64 -> new LongRows(product, a, b, out, goesOn);
                        case BOOL -> throw new IllegalArgumentException("matmul is not defined for bool");
                    };
            product.forEach(from, to, part);
        });
    }

    /** Rows of results in float32; belongs to one thread. */
    private static final class FloatRows implements MatrixBatch.Part {
        private final boolean goesOn;
        private final MatrixPlaces left;
        private final MatrixPlaces right;
        private final MatrixPlaces result;
        private final float[] a;
        private final float[] b;
        private final float[] out;
        private final boolean isSmall;
        private final float[] row;
        private final float[][] sums;

        FloatRows(MatrixBatch product, int rows, Tensor left, Tensor right, Tensor result, boolean goesOn) {
            this.goesOn = goesOn;
            this.left = product.left;
            this.right = product.right;
            this.result = product.result;
            a = HostStorage.floats(left);
            b = HostStorage.floats(right);
            out = HostStorage.floats(result);
            isSmall = FusedMultiplyAdd.isFast() && (long) product.m * product.n * product.k <= SMALL;
            row = new float[isSmall ? 0 : product.n];
            sums = new float[isSmall ? 0 : rows][product.n];
        }

        @Override
        public void run(int atA, int atB, int atOut, int from, int to) {
            if (isSmall) {
                for (int i = from; i < to; i++) {
                    row(atA + left.rows[i], atB, atOut + result.rows[i]);
                }
                return;
            }
            for (int first = from; first < to; first += sums.length) {
                block(atA, atB, atOut, first, Math.min(first + sums.length, to));
            }
        }

        /** Computes a row of a small product, four elements at a time: setting up anything would take longer. */
        private void row(int rowA, int atB, int rowOut) {
            int[] columns = right.columns;
            int j = 0;
            for (; j <= columns.length - 4; j += 4) {
                float s0 = begin(rowOut, j);
                float s1 = begin(rowOut, j + 1);
                float s2 = begin(rowOut, j + 2);
                float s3 = begin(rowOut, j + 3);
                for (int l = 0; l < left.columns.length; l++) {
                    int at = atB + right.rows[l];
                    float factor = a[rowA + left.columns[l]];
                    s0 = Math.fma(factor, b[at + columns[j]], s0);
                    s1 = Math.fma(factor, b[at + columns[j + 1]], s1);
                    s2 = Math.fma(factor, b[at + columns[j + 2]], s2);
                    s3 = Math.fma(factor, b[at + columns[j + 3]], s3);
                }
                out[rowOut + result.columns[j]] = s0;
                out[rowOut + result.columns[j + 1]] = s1;
                out[rowOut + result.columns[j + 2]] = s2;
                out[rowOut + result.columns[j + 3]] = s3;
            }
            for (; j < columns.length; j++) {
                float sum = begin(rowOut, j);
                for (int l = 0; l < left.columns.length; l++) {
                    sum = Math.fma(a[rowA + left.columns[l]], b[atB + right.rows[l] + columns[j]], sum);
                }
                out[rowOut + result.columns[j]] = sum;
            }
        }

        private float begin(int rowOut, int j) {
            return goesOn ? out[rowOut + result.columns[j]] : 0;
        }

        private void block(int atA, int atB, int atOut, int from, int to) {
            for (int i = from; i < to; i++) {
                for (int j = 0; j < row.length; j++) {
                    sums[i - from][j] = goesOn ? out[atOut + result.rows[i] + result.columns[j]] : 0;
                }
            }
            for (int l = 0; l < left.columns.length; l++) {
                for (int j = 0; j < row.length; j++) {
                    row[j] = b[atB + right.rows[l] + right.columns[j]];
                }
                for (int i = from; i < to; i++) {
                    FusedMultiplyAdd.accumulate(a[atA + left.rows[i] + left.columns[l]], row, sums[i - from]);
                }
            }
            for (int i = from; i < to; i++) {
                for (int j = 0; j < row.length; j++) {
                    out[atOut + result.rows[i] + result.columns[j]] = sums[i - from][j];
                }
            }
        }
    }

    /** Rows of results in float64; belongs to one thread. */
    private static final class DoubleRows implements MatrixBatch.Part {
        private final boolean goesOn;
        private final MatrixPlaces left;
        private final MatrixPlaces right;
        private final MatrixPlaces result;
        private final double[] a;
        private final double[] b;
        private final double[] out;
        private final boolean isSmall;
        private final double[] row;
        private final double[][] sums;

        DoubleRows(MatrixBatch product, int rows, Tensor left, Tensor right, Tensor result, boolean goesOn) {
            this.goesOn = goesOn;
            this.left = product.left;
            this.right = product.right;
            this.result = product.result;
            a = HostStorage.doubles(left);
            b = HostStorage.doubles(right);
            out = HostStorage.doubles(result);
            isSmall = FusedMultiplyAdd.isFast() && (long) product.m * product.n * product.k <= SMALL;
            row = new double[isSmall ? 0 : product.n];
            sums = new double[isSmall ? 0 : rows][product.n];
        }

        @Override
        public void run(int atA, int atB, int atOut, int from, int to) {
            if (isSmall) {
                for (int i = from; i < to; i++) {
                    row(atA + left.rows[i], atB, atOut + result.rows[i]);
                }
                return;
            }
            for (int first = from; first < to; first += sums.length) {
                block(atA, atB, atOut, first, Math.min(first + sums.length, to));
            }
        }

        /** Computes a row of a small product, four elements at a time: setting up anything would take longer. */
        private void row(int rowA, int atB, int rowOut) {
            int[] columns = right.columns;
            int j = 0;
            for (; j <= columns.length - 4; j += 4) {
                double s0 = begin(rowOut, j);
                double s1 = begin(rowOut, j + 1);
                double s2 = begin(rowOut, j + 2);
                double s3 = begin(rowOut, j + 3);
                for (int l = 0; l < left.columns.length; l++) {
                    int at = atB + right.rows[l];
                    double factor = a[rowA + left.columns[l]];
                    s0 = Math.fma(factor, b[at + columns[j]], s0);
                    s1 = Math.fma(factor, b[at + columns[j + 1]], s1);
                    s2 = Math.fma(factor, b[at + columns[j + 2]], s2);
                    s3 = Math.fma(factor, b[at + columns[j + 3]], s3);
                }
                out[rowOut + result.columns[j]] = s0;
                out[rowOut + result.columns[j + 1]] = s1;
                out[rowOut + result.columns[j + 2]] = s2;
                out[rowOut + result.columns[j + 3]] = s3;
            }
            for (; j < columns.length; j++) {
                double sum = begin(rowOut, j);
                for (int l = 0; l < left.columns.length; l++) {
                    sum = Math.fma(a[rowA + left.columns[l]], b[atB + right.rows[l] + columns[j]], sum);
                }
                out[rowOut + result.columns[j]] = sum;
            }
        }

        private double begin(int rowOut, int j) {
            return goesOn ? out[rowOut + result.columns[j]] : 0;
        }

        private void block(int atA, int atB, int atOut, int from, int to) {
            for (int i = from; i < to; i++) {
                for (int j = 0; j < row.length; j++) {
                    sums[i - from][j] = goesOn ? out[atOut + result.rows[i] + result.columns[j]] : 0;
                }
            }
            for (int l = 0; l < left.columns.length; l++) {
                for (int j = 0; j < row.length; j++) {
                    row[j] = b[atB + right.rows[l] + right.columns[j]];
                }
                for (int i = from; i < to; i++) {
                    FusedMultiplyAdd.accumulate(a[atA + left.rows[i] + left.columns[l]], row, sums[i - from]);
                }
            }
            for (int i = from; i < to; i++) {
                for (int j = 0; j < row.length; j++) {
                    out[atOut + result.rows[i] + result.columns[j]] = sums[i - from][j];
                }
            }
        }
    }

    /** Rows of results in int64, which wraps. */
    private static final class LongRows implements MatrixBatch.Part {
        private final boolean goesOn;
        private final MatrixPlaces left;
        private final MatrixPlaces right;
        private final MatrixPlaces result;
        private final long[] a;
        private final long[] b;
        private final long[] out;

        LongRows(MatrixBatch product, Tensor left, Tensor right, Tensor result, boolean goesOn) {
            this.goesOn = goesOn;
            this.left = product.left;
            this.right = product.right;
            this.result = product.result;
            a = HostStorage.longs(left);
            b = HostStorage.longs(right);
            out = HostStorage.longs(result);
        }

        @Override
        public void run(int atA, int atB, int atOut, int from, int to) {
            for (int i = from; i < to; i++) {
                for (int j = 0; j < right.columns.length; j++) {
                    long sum = goesOn ? out[atOut + result.rows[i] + result.columns[j]] : 0;
                    for (int l = 0; l < right.rows.length; l++) {
                        sum += a[atA + left.rows[i] + left.columns[l]] * b[atB + right.rows[l] + right.columns[j]];
                    }
                    out[atOut + result.rows[i] + result.columns[j]] = sum;
                }
            }
        }
    }
}
