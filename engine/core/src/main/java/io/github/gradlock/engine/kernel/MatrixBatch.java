package io.github.gradlock.engine.kernel;

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
    private final boolean isTransposed;

    /**
     * Reads the geometry of a batch of products.
     *
     * @throws IllegalArgumentException naming the shapes, if they do not fit
     */
    public MatrixBatch(Tensor left, Tensor right, Tensor result) {
        int rank = result.rank();
        if (rank < 2
                || left.rank() != rank
                || right.rank() != rank
                || left.size(-2) != result.size(-2)
                || left.size(-1) != right.size(-2)
                || right.size(-1) != result.size(-1)) {
            throw mismatch(left.shape(), right.shape(), result.shape());
        }
        this.left = MatrixPlaces.strided(left);
        this.right = MatrixPlaces.strided(right);
        this.result = MatrixPlaces.strided(result);
        m = result.size(-2);
        k = left.size(-1);
        n = result.size(-1);
        isTransposed = false;
        batch = Nest.ofFirst(rank - 2, left, right, result);
    }

    /**
     * Reads the geometry of one product.
     *
     * @throws IllegalArgumentException naming the shapes, if they do not fit
     */
    public MatrixBatch(FoldedMatrix left, FoldedMatrix right, FoldedMatrix result) {
        this(
                left.places(),
                right.places(),
                result.places(),
                Nest.ofFirst(0, left.tensor(), right.tensor(), result.tensor()),
                false);
        if (left.rows() != m || right.rows() != k || right.columns() != n) {
            throw mismatch(left, right, result);
        }
    }

    private MatrixBatch(MatrixPlaces left, MatrixPlaces right, MatrixPlaces result, Nest batch, boolean isTransposed) {
        this.left = left;
        this.right = right;
        this.result = result;
        this.batch = batch;
        this.isTransposed = isTransposed;
        m = result.rows.length;
        k = left.columns.length;
        n = result.columns.length;
    }

    private static IllegalArgumentException mismatch(Object left, Object right, Object result) {
        return new IllegalArgumentException(
                "shape mismatch in matmul: lhs " + left + ", rhs " + right + ", out " + result);
    }

    /** Returns the transposed products, whose operands change places: the elements of their results are the same chains. */
    public MatrixBatch transpose() {
        return new MatrixBatch(right.transpose(), left.transpose(), result.transpose(), batch, !isTransposed);
    }

    /** Returns where the matrices of each product begin: of the left operand, the right one and the result. */
    public Nest batch() {
        return batch;
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
        int first = isTransposed ? 1 : 0;
        batch.forEach(from / m, (to - 1) / m + 1, (at, product, count) -> {
            for (int i = 0; i < count; i++) {
                int start = (product + i) * m;
                body.run(
                        at[first] + i * batch.step(first),
                        at[1 - first] + i * batch.step(1 - first),
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
