package io.github.gradlock.engine.kernel;

import io.github.gradlock.engine.tensor.Layout;
import io.github.gradlock.engine.tensor.Tensor;

/** The sizes and strides of a batch of matrix products {@code [batch…, m, k]} by {@code [batch…, k, n]}. */
public final class MatrixBatch {
    /** Rows of the left matrices and of the results. */
    public final int m;

    /** Columns of the left matrices, rows of the right ones. */
    public final int k;

    /** Columns of the right matrices and of the results. */
    public final int n;

    private final int[][] strides;
    private final Nest batch;

    /**
     * Reads the geometry of a product.
     *
     * @throws IllegalArgumentException naming the shapes, if they do not fit
     */
    public MatrixBatch(Tensor left, Tensor right, Tensor result) {
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
        strides = new int[][] {
            {left.stride(-2), left.stride(-1)},
            {right.stride(-2), right.stride(-1)},
            {result.stride(-2), result.stride(-1)}
        };
        Layout[] origins = {Runs.origins(left, rank - 2), Runs.origins(right, rank - 2), Runs.origins(result, rank - 2)
        };
        batch = Nest.of(origins);
    }

    private static IllegalArgumentException mismatch(Tensor left, Tensor right, Tensor result) {
        return new IllegalArgumentException(
                "shape mismatch in matmul: lhs " + left.shape() + ", rhs " + right.shape() + ", out " + result.shape());
    }

    /** Returns the number of products. */
    public int size() {
        return batch.size();
    }

    /** Returns by how much an operand (0 left, 1 right, 2 result) advances from one row to the next. */
    public int rowStride(int operand) {
        return strides[operand][0];
    }

    /** Returns by how much an operand advances from one column to the next. */
    public int columnStride(int operand) {
        return strides[operand][1];
    }

    /** Walks the rows {@code from} to {@code to - 1} of all results, counted through the batch, one matrix at a time. */
    public void forEach(int from, int to, Part body) {
        if (from >= to) {
            return;
        }
        batch.forEach(from / m, (to - 1) / m + 1, (at, first, count) -> {
            for (int i = 0; i < count; i++) {
                int start = (first + i) * m;
                body.run(
                        at[0] + i * batch.step(0),
                        at[1] + i * batch.step(1),
                        at[2] + i * batch.step(2),
                        Math.max(from - start, 0),
                        Math.min(to - start, m));
            }
        });
    }

    /** Some rows of one product. */
    @FunctionalInterface
    public interface Part {
        /** Computes the rows {@code from} to {@code to - 1} of a product whose matrices begin at these storage indices. */
        void run(int left, int right, int result, int from, int to);
    }
}
