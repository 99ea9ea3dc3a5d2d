package io.github.gradlock.engine.tensor;

import io.github.gradlock.engine.op.Indexing;

/** Reading and adding by index, as methods of a tensor. */
public sealed interface IndexMethods permits Tensor {
    /** Picks elements along a dimension. */
    default Tensor gather(int dim, Tensor index) {
        return Indexing.gather((Tensor) this, dim, index);
    }

    /** Picks slices along a dimension. */
    default Tensor indexSelect(int dim, Tensor index) {
        return Indexing.indexSelect((Tensor) this, dim, index);
    }

    /** Adds slices along a dimension. */
    default Tensor indexAdd(int dim, Tensor index, Tensor source) {
        return Indexing.indexAdd((Tensor) this, dim, index, source);
    }

    /** Adds elements along a dimension. */
    default Tensor scatterAdd(int dim, Tensor index, Tensor source) {
        return Indexing.scatterAdd((Tensor) this, dim, index, source);
    }
}
