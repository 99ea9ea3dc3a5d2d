package io.github.gradlock.engine.kernel.scalar;

import io.github.gradlock.engine.kernel.MatrixBatch;
import io.github.gradlock.engine.kernel.Workers;
import io.github.gradlock.engine.math.FusedMultiplyAdd;
import io.github.gradlock.engine.tensor.HostStorage;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;

/**
 * Matrix products: each element is one chain of fused multiply-adds in ascending k, from zero (rule 3).
 *
 * <p>The loops run in the order i, k, j, so that a row of the result advances together and {@code b} is read in rows; the chain of
 * each element is the same as in the textbook order. Rows of the result are independent, and are what threads share out. int64
 * wraps.
 */
final class MatmulKernels {
    private static final int GRAIN_OPERATIONS = 1 << 15;

    private final Workers workers;

    MatmulKernels(Workers workers) {
        this.workers = workers;
    }

    void matmul(Tensor a, Tensor b, Tensor out) {
        MatrixBatch product = new MatrixBatch(a, b, out);
        if (out.numel() == 0) {
            return;
        }
        int grain = GRAIN_OPERATIONS / Math.max(product.k * product.n, 1) + 1;
        workers.split(product.size() * product.m, grain, (from, to) -> {
            RowKernel kernel =
                    switch (out.dtype()) {
                        case FLOAT32 -> new FloatRows(product, a, b, out);
                        case FLOAT64 -> new DoubleRows(product, a, b, out);
                        case INT64 -> new LongRows(product, a, b, out);
                        case BOOL -> throw new IllegalArgumentException("matmul is not defined for bool");
                    };
            rows(product, from, to, kernel);
        });
    }

    /** Computes rows of a result; belongs to one thread. */
    private interface RowKernel {
        /** Copies the rows of the right matrix that starts at {@code b}, so that they are read without strides. */
        void pack(int b);

        /** Computes one row of the result from one row of the left matrix. */
        void row(int a, int out);
    }

    /** Computes rows of the results {@code from} to {@code to - 1}, and packs each right matrix once. */
    private static void rows(MatrixBatch product, int from, int to, RowKernel kernel) {
        int[] packed = {-1};
        product.forEach(from, to, (left, right, result, first, last) -> {
            if (packed[0] != right) {
                kernel.pack(right);
                packed[0] = right;
            }
            for (int row = first; row < last; row++) {
                kernel.row(left + row * product.rowStride(0), result + row * product.rowStride(2));
            }
        });
    }

    private static final class FloatRows implements RowKernel {
        private final MatrixBatch p;
        private final float[] a;
        private final float[] b;
        private final float[] out;
        private final float[] sums;
        private final float[][] rows;

        FloatRows(MatrixBatch product, Tensor left, Tensor right, Tensor result) {
            p = product;
            a = HostStorage.floats(left);
            b = HostStorage.floats(right);
            out = HostStorage.floats(result);
            sums = new float[p.n];
            rows = new float[p.k][p.n];
        }

        @Override
        public void pack(int at) {
            for (int l = 0; l < p.k; l++) {
                float[] row = rows[l];
                int from = at + l * p.rowStride(1);
                if (p.columnStride(1) == 1) {
                    System.arraycopy(b, from, row, 0, p.n);
                    continue;
                }
                for (int j = 0; j < p.n; j++, from += p.columnStride(1)) {
                    row[j] = b[from];
                }
            }
        }

        @Override
        public void row(int atA, int atOut) {
            Arrays.fill(sums, 0);
            for (int l = 0; l < p.k; l++) {
                FusedMultiplyAdd.accumulate(a[atA + l * p.columnStride(0)], rows[l], sums);
            }
            for (int j = 0; j < sums.length; j++) {
                out[atOut + j * p.columnStride(2)] = sums[j];
            }
        }
    }

    private static final class DoubleRows implements RowKernel {
        private final MatrixBatch p;
        private final double[] a;
        private final double[] b;
        private final double[] out;
        private final double[] sums;
        private final double[][] rows;

        DoubleRows(MatrixBatch product, Tensor left, Tensor right, Tensor result) {
            p = product;
            a = HostStorage.doubles(left);
            b = HostStorage.doubles(right);
            out = HostStorage.doubles(result);
            sums = new double[p.n];
            rows = new double[p.k][p.n];
        }

        @Override
        public void pack(int at) {
            for (int l = 0; l < p.k; l++) {
                double[] row = rows[l];
                int from = at + l * p.rowStride(1);
                if (p.columnStride(1) == 1) {
                    System.arraycopy(b, from, row, 0, p.n);
                    continue;
                }
                for (int j = 0; j < p.n; j++, from += p.columnStride(1)) {
                    row[j] = b[from];
                }
            }
        }

        @Override
        public void row(int atA, int atOut) {
            Arrays.fill(sums, 0);
            for (int l = 0; l < p.k; l++) {
                FusedMultiplyAdd.accumulate(a[atA + l * p.columnStride(0)], rows[l], sums);
            }
            for (int j = 0; j < sums.length; j++) {
                out[atOut + j * p.columnStride(2)] = sums[j];
            }
        }
    }

    private static final class LongRows implements RowKernel {
        private final MatrixBatch p;
        private final long[] a;
        private final long[] b;
        private final long[] out;
        private int right;

        LongRows(MatrixBatch product, Tensor left, Tensor right, Tensor result) {
            p = product;
            a = HostStorage.longs(left);
            b = HostStorage.longs(right);
            out = HostStorage.longs(result);
        }

        @Override
        public void pack(int at) {
            right = at;
        }

        @Override
        public void row(int atA, int atOut) {
            for (int j = 0; j < p.n; j++) {
                long sum = 0;
                for (int l = 0; l < p.k; l++) {
                    sum += a[atA + l * p.columnStride(0)] * b[right + l * p.rowStride(1) + j * p.columnStride(1)];
                }
                out[atOut + j * p.columnStride(2)] = sum;
            }
        }
    }
}
