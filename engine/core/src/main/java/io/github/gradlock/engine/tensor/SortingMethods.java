package io.github.gradlock.engine.tensor;

import io.github.gradlock.engine.op.Selection;
import io.github.gradlock.engine.op.Sorting;

/** Orders, and what is found in them, as methods of a tensor. */
public sealed interface SortingMethods permits Tensor {
    /** Gives the indices that sort along a dimension. */
    default Tensor argsort(int dim, boolean descending) {
        return Sorting.argsort((Tensor) this, dim, descending);
    }

    /** Gives the indices that sort along a dimension, ascending. */
    default Tensor argsort(int dim) {
        return Sorting.argsort((Tensor) this, dim, false);
    }

    /** Gives the indices that sort the last dimension, ascending. */
    default Tensor argsort() {
        return Sorting.argsort((Tensor) this, -1, false);
    }

    /** Sorts along a dimension. */
    default Selection sort(int dim, boolean descending) {
        return Sorting.sort((Tensor) this, dim, descending);
    }

    /** Sorts along a dimension, ascending. */
    default Selection sort(int dim) {
        return Sorting.sort((Tensor) this, dim, false);
    }

    /** Sorts the last dimension, ascending. */
    default Selection sort() {
        return Sorting.sort((Tensor) this, -1, false);
    }

    /** Takes the k greatest or least elements along a dimension. */
    default Selection topk(int k, int dim, boolean largest) {
        return Sorting.topk((Tensor) this, k, dim, largest);
    }

    /** Takes the k greatest elements of the last dimension. */
    default Selection topk(int k) {
        return Sorting.topk((Tensor) this, k, -1, true);
    }

    /** Takes the k-th least element along a dimension. */
    default Selection kthvalue(int k, int dim, boolean keepdim) {
        return Sorting.kthvalue((Tensor) this, k, dim, keepdim);
    }

    /** Takes the k-th least element of the last dimension. */
    default Selection kthvalue(int k) {
        return Sorting.kthvalue((Tensor) this, k, -1, false);
    }

    /** Takes the median of all elements. */
    default Tensor median() {
        return Sorting.median((Tensor) this);
    }

    /** Takes the median along a dimension, with its index. */
    default Selection median(int dim, boolean keepdim) {
        return Sorting.median((Tensor) this, dim, keepdim);
    }

    /** Takes the median along a dimension, with its index. */
    default Selection median(int dim) {
        return Sorting.median((Tensor) this, dim, false);
    }

    /** Takes the most frequent element along a dimension, with its index. */
    default Selection mode(int dim, boolean keepdim) {
        return Sorting.mode((Tensor) this, dim, keepdim);
    }
}
