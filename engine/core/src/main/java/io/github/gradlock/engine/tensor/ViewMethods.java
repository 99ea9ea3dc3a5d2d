package io.github.gradlock.engine.tensor;

import io.github.gradlock.engine.op.Views;

/** Shapes, orders of dimensions and parts, as methods of a tensor. */
public sealed interface ViewMethods permits Tensor {
    /** Stretches dimensions of size 1, as a view. */
    default Tensor expand(int... sizes) {
        return Views.expand((Tensor) this, sizes);
    }

    /** Stretches to the shape of another tensor, as a view. */
    default Tensor expandAs(Tensor other) {
        return Views.expand((Tensor) this, other.shape());
    }

    /** Stretches dimensions of size 1, as a view: the same as {@link #expand}. */
    default Tensor broadcastTo(int... sizes) {
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

    /** Gives the shape of another tensor. */
    default Tensor reshapeAs(Tensor other) {
        return Views.reshape((Tensor) this, other.shape());
    }

    /** Gives the shape of another tensor, without a copy. */
    default Tensor viewAs(Tensor other) {
        return Views.view((Tensor) this, other.shape().sizes());
    }

    /** Merges all dimensions. */
    default Tensor flatten() {
        return Views.flatten((Tensor) this, 0, -1);
    }

    /** Merges the dimensions from {@code startDim} on. */
    default Tensor flatten(int startDim) {
        return Views.flatten((Tensor) this, startDim, -1);
    }

    /** Merges dimensions. */
    default Tensor flatten(int first, int last) {
        return Views.flatten((Tensor) this, first, last);
    }

    /** Splits a dimension into several; one size may be -1. */
    default Tensor unflatten(int dim, int... sizes) {
        return Views.unflatten((Tensor) this, dim, sizes);
    }

    /** Orders the dimensions anew. */
    default Tensor permute(int... dims) {
        return Views.permute((Tensor) this, dims);
    }

    /** Swaps two dimensions. */
    default Tensor transpose(int dim0, int dim1) {
        return Views.transpose((Tensor) this, dim0, dim1);
    }

    /** Swaps two dimensions: the same as {@link #transpose}, by NumPy's name. */
    default Tensor swapaxes(int axis0, int axis1) {
        return Views.transpose((Tensor) this, axis0, axis1);
    }

    /** Swaps the two dimensions of a matrix. */
    default Tensor t() {
        return Views.t((Tensor) this);
    }

    /** Swaps the two dimensions of a matrix: the same as {@link #t}. */
    default Tensor T() {
        return Views.t((Tensor) this);
    }

    /** Swaps the last two dimensions. */
    default Tensor mT() {
        return Views.transpose((Tensor) this, -2, -1);
    }

    /** Moves a dimension to another place. */
    default Tensor movedim(int source, int destination) {
        return Views.movedim((Tensor) this, new int[] {source}, destination);
    }

    /** Moves dimensions to other places. */
    default Tensor movedim(int[] source, int... destination) {
        return Views.movedim((Tensor) this, source, destination);
    }

    /** Moves dimensions to other places: the same as {@link #movedim(int[], int...)}, by NumPy's name. */
    default Tensor moveaxis(int[] source, int... destination) {
        return Views.movedim((Tensor) this, source, destination);
    }

    /** Drops those of the given dimensions whose size is 1. */
    default Tensor squeeze(int... dims) {
        return Views.squeeze((Tensor) this, dims);
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

    /** Shows the windows of a dimension. */
    default Tensor unfold(int dim, int size, int step) {
        return Views.unfold((Tensor) this, dim, size, step);
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
