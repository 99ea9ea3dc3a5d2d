package io.github.gradlock.engine.kernel.scalar;

import io.github.gradlock.engine.kernel.Nest;
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
        Product product = new Product(a, b, out);
        if (out.numel() == 0) {
            return;
        }
        int grain = GRAIN_OPERATIONS / Math.max(product.k * product.n, 1) + 1;
        workers.split(product.batches * product.m, grain, (from, to) -> {
            RowKernel kernel =
                    switch (out.dtype()) {
                        case FLOAT32 -> new FloatRows(product, a, b, out);
                        case FLOAT64 -> new DoubleRows(product, a, b, out);
                        case INT64 -> new LongRows(product, a, b, out);
                        case BOOL -> throw new IllegalArgumentException("matmul is not defined for bool");
                    };
            product.rows(from, to, kernel);
        });
    }

    /** Computes rows of a result; belongs to one thread. */
    private interface RowKernel {
        /** Copies the rows of the right matrix that starts at {@code b}, so that they are read without strides. */
        void pack(int b);

        /** Computes one row of the result from one row of the left matrix. */
        void row(int a, int out);
    }

    /** The sizes and strides of a batch of products. */
    private static final class Product {
        final int batches;
        final int m;
        final int k;
        final int n;
        final int[] a;
        final int[] b;
        final int[] out;
        private final Nest batch;

        Product(Tensor left, Tensor right, Tensor result) {
            int rank = result.rank();
            if (rank < 2 || left.rank() != rank || right.rank() != rank) {
                throw mismatch(left, right, result);
            }
            m = result.size(-2);
            n = result.size(-1);
            k = left.size(-1);
            if (left.size(-2) != m || right.size(-2) != k || right.size(-1) != n) {
                throw mismatch(left, right, result);
            }
            a = new int[] {left.stride(-2), left.stride(-1)};
            b = new int[] {right.stride(-2), right.stride(-1)};
            out = new int[] {result.stride(-2), result.stride(-1)};
            batch = Nest.of(
                    ReduceKernels.origins(left, rank - 2),
                    ReduceKernels.origins(right, rank - 2),
                    ReduceKernels.origins(result, rank - 2));
            batches = batch.size();
        }

        private static IllegalArgumentException mismatch(Tensor left, Tensor right, Tensor result) {
            return new IllegalArgumentException("shape mismatch in matmul: lhs " + left.shape() + ", rhs "
                    + right.shape() + ", out " + result.shape());
        }

        void rows(int from, int to, RowKernel kernel) {
            if (from >= to) {
                return;
            }
            int[] packed = {-1};
            batch.forEach(from / m, (to - 1) / m + 1, (at, first, count) -> {
                for (int i = 0; i < count; i++) {
                    int atA = at[0] + i * batch.step(0);
                    int atB = at[1] + i * batch.step(1);
                    int atOut = at[2] + i * batch.step(2);
                    if (packed[0] != atB) {
                        kernel.pack(atB);
                        packed[0] = atB;
                    }
                    int start = (first + i) * m;
                    for (int row = Math.max(from - start, 0); row < Math.min(to - start, m); row++) {
                        kernel.row(atA + row * a[0], atOut + row * out[0]);
                    }
                }
            });
        }
    }

    private static final class FloatRows implements RowKernel {
        private final Product p;
        private final float[] a;
        private final float[] b;
        private final float[] out;
        private final float[] sums;
        private final float[][] rows;

        FloatRows(Product product, Tensor left, Tensor right, Tensor result) {
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
                int from = at + l * p.b[0];
                if (p.b[1] == 1) {
                    System.arraycopy(b, from, row, 0, p.n);
                    continue;
                }
                for (int j = 0; j < p.n; j++, from += p.b[1]) {
                    row[j] = b[from];
                }
            }
        }

        @Override
        public void row(int atA, int atOut) {
            Arrays.fill(sums, 0);
            for (int l = 0; l < p.k; l++) {
                FusedMultiplyAdd.accumulate(a[atA + l * p.a[1]], rows[l], sums);
            }
            for (int j = 0; j < sums.length; j++) {
                out[atOut + j * p.out[1]] = sums[j];
            }
        }
    }

    private static final class DoubleRows implements RowKernel {
        private final Product p;
        private final double[] a;
        private final double[] b;
        private final double[] out;
        private final double[] sums;
        private final double[][] rows;

        DoubleRows(Product product, Tensor left, Tensor right, Tensor result) {
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
                int from = at + l * p.b[0];
                if (p.b[1] == 1) {
                    System.arraycopy(b, from, row, 0, p.n);
                    continue;
                }
                for (int j = 0; j < p.n; j++, from += p.b[1]) {
                    row[j] = b[from];
                }
            }
        }

        @Override
        public void row(int atA, int atOut) {
            Arrays.fill(sums, 0);
            for (int l = 0; l < p.k; l++) {
                FusedMultiplyAdd.accumulate(a[atA + l * p.a[1]], rows[l], sums);
            }
            for (int j = 0; j < sums.length; j++) {
                out[atOut + j * p.out[1]] = sums[j];
            }
        }
    }

    private static final class LongRows implements RowKernel {
        private final Product p;
        private final long[] a;
        private final long[] b;
        private final long[] out;
        private int right;

        LongRows(Product product, Tensor left, Tensor right, Tensor result) {
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
                    sum += a[atA + l * p.a[1]] * b[right + l * p.b[0] + j * p.b[1]];
                }
                out[atOut + j * p.out[1]] = sum;
            }
        }
    }
}
