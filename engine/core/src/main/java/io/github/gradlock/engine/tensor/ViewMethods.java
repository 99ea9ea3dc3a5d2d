package io.github.gradlock.engine.tensor;

import io.github.gradlock.engine.op.Views;

/** Shapes, orders of dimensions and parts, as methods of a tensor. */
public sealed interface ViewMethods permits Tensor {
    /** Stretches dimensions of size 1, as a view. */
    default Tensor expand(int... sizes) {
        return Views.expand((Tensor) this, sizes);
    }

    /** Gives another shape; one size may be -1. */
    default Tensor reshape(int... sizes) {
        return Views.reshape((Tensor) this, sizes);
    }

    /** Gives another shape, without a copy. */
    default Tensor view(int... sizes) {
        return Views.view((Tensor) this, sizes);
    }

    /** Merges dimensions. */
    default Tensor flatten(int first, int last) {
        return Views.flatten((Tensor) this, first, last);
    }

    /** Orders the dimensions anew. */
    default Tensor permute(int... dims) {
        return Views.permute((Tensor) this, dims);
    }

    /** Swaps two dimensions. */
    default Tensor transpose(int dim0, int dim1) {
        return Views.transpose((Tensor) this, dim0, dim1);
    }

    /** Drops a dimension of size 1. */
    default Tensor squeeze(int dim) {
        return Views.squeeze((Tensor) this, dim);
    }

    /** Drops all dimensions of size 1. */
    default Tensor squeeze() {
        return Views.squeeze((Tensor) this);
    }

    /** Inserts a dimension of size 1. */
    default Tensor unsqueeze(int dim) {
        return Views.unsqueeze((Tensor) this, dim);
    }

    /** Keeps a range of a dimension. */
    default Tensor narrow(int dim, int start, int length) {
        return Views.narrow((Tensor) this, dim, start, length);
    }

    /** Keeps every step-th index of a range of a dimension. */
    default Tensor slice(int dim, int start, int end, int step) {
        return Views.slice((Tensor) this, dim, start, end, step);
    }

    /** Keeps one index of a dimension, and drops the dimension. */
    default Tensor select(int dim, int index) {
        return Views.select((Tensor) this, dim, index);
    }

    /** Reverses dimensions. */
    default Tensor flip(int... dims) {
        return Views.flip((Tensor) this, dims);
    }

    /** Shows the storage with other sizes and strides, from this tensor's first element on. */
    default Tensor asStrided(int[] sizes, int... strides) {
        return Views.asStrided((Tensor) this, sizes, strides);
    }

    /** Shows the storage with other sizes and strides, from an index of the storage on. */
    default Tensor asStrided(int[] sizes, int[] strides, int offset) {
        return Views.asStrided((Tensor) this, sizes, strides, offset);
    }

    /** Copies into row-major order, if it is not in it. */
    default Tensor contiguous() {
        return Views.contiguous((Tensor) this);
    }

    /** Copies; PyTorch calls it clone. */
    default Tensor copy() {
        return Views.copy((Tensor) this);
    }
}
