package io.github.gradlock.engine.tensor;

import io.github.gradlock.engine.op.Diagonals;
import io.github.gradlock.engine.op.Splits;
import java.util.List;

/** Pieces, diagonals and triangles, as methods of a tensor. */
public sealed interface PartMethods permits Tensor {
    /** Cuts a dimension into pieces of one size. */
    default List<Tensor> split(int size, int dim) {
        return Splits.split((Tensor) this, size, dim);
    }

    /** Cuts the first dimension into pieces of one size. */
    default List<Tensor> split(int size) {
        return Splits.split((Tensor) this, size, 0);
    }

    /** Cuts a dimension into pieces of the given sizes. */
    default List<Tensor> split(int[] sizes, int dim) {
        return Splits.splitWithSizes((Tensor) this, sizes, dim);
    }

    /** Cuts a dimension into at most so many pieces. */
    default List<Tensor> chunk(int count, int dim) {
        return Splits.chunk((Tensor) this, count, dim);
    }

    /** Cuts the first dimension into at most so many pieces. */
    default List<Tensor> chunk(int count) {
        return Splits.chunk((Tensor) this, count, 0);
    }

    /** Cuts a dimension into exactly so many pieces. */
    default List<Tensor> tensorSplit(int sections, int dim) {
        return Splits.tensorSplit((Tensor) this, sections, dim);
    }

    /** Cuts a dimension before each of the given indices. */
    default List<Tensor> tensorSplit(int[] indices, int dim) {
        return Splits.tensorSplit((Tensor) this, indices, dim);
    }

    /** Cuts a dimension into its slices, and drops it. */
    default List<Tensor> unbind(int dim) {
        return Splits.unbind((Tensor) this, dim);
    }

    /** Cuts the first dimension into its slices, and drops it. */
    default List<Tensor> unbind() {
        return Splits.unbind((Tensor) this, 0);
    }

    /** Shows the main diagonal of the first two dimensions. */
    default Tensor diagonal() {
        return Diagonals.diagonal((Tensor) this, 0, 0, 1);
    }

    /** Shows a diagonal of two dimensions. */
    default Tensor diagonal(int offset, int dim1, int dim2) {
        return Diagonals.diagonal((Tensor) this, offset, dim1, dim2);
    }

    /** Puts the last dimension on a diagonal of two new ones. */
    default Tensor diagEmbed(int offset, int dim1, int dim2) {
        return Diagonals.diagEmbed((Tensor) this, offset, dim1, dim2);
    }

    /** Puts the last dimension on the main diagonal of two new last ones. */
    default Tensor diagEmbed() {
        return Diagonals.diagEmbed((Tensor) this, 0, -2, -1);
    }

    /** Makes a matrix of a diagonal, or copies the diagonal of a matrix. */
    default Tensor diag(int offset) {
        return Diagonals.diag((Tensor) this, offset);
    }

    /** Makes a matrix of its main diagonal, or copies the main diagonal of a matrix. */
    default Tensor diag() {
        return Diagonals.diag((Tensor) this, 0);
    }

    /** Sums the main diagonal of a matrix. */
    default Tensor trace() {
        return Diagonals.trace((Tensor) this);
    }

    /** Keeps what lies on and below a diagonal. */
    default Tensor tril(int diagonal) {
        return Diagonals.tril((Tensor) this, diagonal);
    }

    /** Keeps what lies on and below the main diagonal. */
    default Tensor tril() {
        return Diagonals.tril((Tensor) this, 0);
    }

    /** Keeps what lies on and above a diagonal. */
    default Tensor triu(int diagonal) {
        return Diagonals.triu((Tensor) this, diagonal);
    }

    /** Keeps what lies on and above the main diagonal. */
    default Tensor triu() {
        return Diagonals.triu((Tensor) this, 0);
    }
}
