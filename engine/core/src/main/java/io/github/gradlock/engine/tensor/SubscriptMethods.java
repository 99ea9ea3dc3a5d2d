package io.github.gradlock.engine.tensor;

import io.github.gradlock.engine.op.Masks;
import io.github.gradlock.engine.op.Subscripts;

/** Reading and writing by subscript, mask or position, as methods of a tensor. */
public sealed interface SubscriptMethods permits Tensor {
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

    /** Replaces in place what a subscript names, as Python's {@code x[…] = values} does. */
    default Tensor indexPut_(Tensor values, Index... subscript) {
        return Subscripts.assign((Tensor) this, values, subscript);
    }

    /** Gives the coordinates of what is not zero. */
    default Tensor nonzero() {
        return Masks.nonzero((Tensor) this);
    }

    /** Picks the elements where a mask holds, as a vector. */
    default Tensor maskedSelect(Tensor mask) {
        return Masks.maskedSelect((Tensor) this, mask);
    }

    /** Puts elements of a source where a mask holds, in their order. */
    default Tensor maskedScatter(Tensor mask, Tensor source) {
        return Masks.maskedScatter((Tensor) this, mask, source);
    }

    /** Picks by position in row-major order. */
    default Tensor take(Tensor index) {
        return Subscripts.take((Tensor) this, index);
    }

    /** Picks along a dimension, broadcast in the others. */
    default Tensor takeAlongDim(Tensor index, int dim) {
        return Subscripts.takeAlongDim((Tensor) this, index, dim);
    }
}
