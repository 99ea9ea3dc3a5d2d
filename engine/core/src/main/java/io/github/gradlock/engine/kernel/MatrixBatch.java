package io.github.gradlock.engine.kernel;

import io.github.gradlock.engine.tensor.Layout;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;

/** The sizes and places of a batch of matrix products {@code [batch…, m, k]} by {@code [batch…, k, n]}. */
public final class MatrixBatch {
    /** Rows of the left matrices and of the results. */
    public final int m;

    /** Columns of the left matrices, rows of the right ones. */
    public final int k;

    /** Columns of the right matrices and of the results. */
    public final int n;

    /** Where the elements of each left matrix lie. */
    public final MatrixPlaces left;

    /** Where the elements of each right matrix lie. */
    public final MatrixPlaces right;

    /** Where the elements of each result lie. */
    public final MatrixPlaces result;

    private final Nest batch;

    /**
     * Reads the geometry of a batch of products.
     *
     * @throws IllegalArgumentException naming the shapes, if they do not fit
     */
    public MatrixBatch(Tensor left, Tensor right, Tensor result) {
        this(one(left, result), one(right, result), one(result, result), result.rank() - 2, left, right, result);
    }

    /**
     * Reads the geometry of one product.
     *
     * @throws IllegalArgumentException naming the shapes, if they do not fit
     */
    public MatrixBatch(FoldedMatrix left, FoldedMatrix right, FoldedMatrix result) {
        this(left, right, result, 0, left.tensor(), right.tensor(), result.tensor());
    }

    private MatrixBatch(FoldedMatrix one, FoldedMatrix other, FoldedMatrix product, int batchAxes, Tensor... operands) {
        left = one.places();
        right = other.places();
        result = product.places();
        m = result.rows.length;
        n = result.columns.length;
        k = left.columns.length;
        if (left.rows.length != m || right.rows.length != k || right.columns.length != n) {
            throw new IllegalArgumentException(
                    "shape mismatch in matmul: lhs " + one + ", rhs " + other + ", out " + product);
        }
        Layout[] origins = new Layout[operands.length];
        for (int i = 0; i < origins.length; i++) {
            origins[i] = Runs.origins(operands[i], batchAxes);
        }
        batch = Nest.of(origins);
    }

    /** Returns the last two axes of a tensor, which has to have as many as the result. */
    private static FoldedMatrix one(Tensor x, Tensor result) {
        int batchAxes = x.rank() - 2;
        if (batchAxes < 0 || x.rank() != result.rank()) {
            throw new IllegalArgumentException("shape mismatch in matmul: " + x.shape() + " beside " + result.shape());
        }
        Shape shape = Shape.of(x.size(-2), x.size(-1));
        return new FoldedMatrix(x.alias(shape, new int[] {x.stride(-2), x.stride(-1)}, x.offset()), 1);
    }

    /** Returns the number of products. */
    public int size() {
        return batch.size();
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
