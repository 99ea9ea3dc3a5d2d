package io.github.gradlock.engine.tensor;

import io.github.gradlock.engine.op.Indexing;
import io.github.gradlock.engine.op.Scatters;

/** Reading and writing by index, as methods of a tensor. */
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
        return Scatters.indexAdd((Tensor) this, dim, index, source);
    }

    /** Adds multiples of slices along a dimension. */
    default Tensor indexAdd(int dim, Tensor index, Tensor source, Number alpha) {
        return Scatters.indexAdd((Tensor) this, dim, index, source, alpha);
    }

    /** Adds elements along a dimension. */
    default Tensor scatterAdd(int dim, Tensor index, Tensor source) {
        return Scatters.scatterAdd((Tensor) this, dim, index, source);
    }

    /** Overwrites slices along a dimension. */
    default Tensor indexCopy(int dim, Tensor index, Tensor source) {
        return Scatters.indexCopy((Tensor) this, dim, index, source);
    }

    /** Fills slices along a dimension with a number. */
    default Tensor indexFill(int dim, Tensor index, Number value) {
        return Scatters.indexFill((Tensor) this, dim, index, value);
    }

    /** Overwrites elements along a dimension. */
    default Tensor scatter(int dim, Tensor index, Tensor source) {
        return Scatters.scatter((Tensor) this, dim, index, source);
    }

    /** Puts a number along a dimension. */
    default Tensor scatter(int dim, Tensor index, Number value) {
        return Scatters.scatter((Tensor) this, dim, index, value);
    }

    /** Brings elements together along a dimension. */
    default Tensor scatterReduce(
            int dim, Tensor index, Tensor source, Scatters.Reduction reduction, boolean includeSelf) {
        return Scatters.scatterReduce((Tensor) this, dim, index, source, reduction, includeSelf);
    }
}
