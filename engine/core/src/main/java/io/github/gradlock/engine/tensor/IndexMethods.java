package io.github.gradlock.engine.tensor;

import io.github.gradlock.engine.op.Indexing;
import io.github.gradlock.engine.op.Selections;
import io.github.gradlock.engine.op.Subscripts;

/** Reading and writing by index or mask, as methods of a tensor. */
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

    /** Reads by subscript, as Python's {@code x[…]} does. */
    default Tensor get(Index... subscript) {
        return Subscripts.get((Tensor) this, subscript);
    }

    /** Returns a copy in which what a subscript names is replaced. */
    default Tensor indexPut(Tensor values, Index... subscript) {
        return Subscripts.put((Tensor) this, values, false, subscript);
    }

    /** Returns a copy to which values are added where a subscript says. */
    default Tensor indexPutAccumulate(Tensor values, Index... subscript) {
        return Subscripts.put((Tensor) this, values, true, subscript);
    }

    /** Gives the coordinates of what is not zero. */
    default Tensor nonzero() {
        return Selections.nonzero((Tensor) this);
    }

    /** Picks the elements where a mask holds, as a vector. */
    default Tensor maskedSelect(Tensor mask) {
        return Selections.maskedSelect((Tensor) this, mask);
    }

    /** Puts elements of a source where a mask holds, in their order. */
    default Tensor maskedScatter(Tensor mask, Tensor source) {
        return Selections.maskedScatter((Tensor) this, mask, source);
    }

    /** Picks by position in row-major order. */
    default Tensor take(Tensor index) {
        return Selections.take((Tensor) this, index);
    }

    /** Picks along a dimension, broadcast in the others. */
    default Tensor takeAlongDim(Tensor index, int dim) {
        return Selections.takeAlongDim((Tensor) this, index, dim);
    }
}
