package io.github.gradlock.engine.tensor;

import io.github.gradlock.engine.op.Masks;
import io.github.gradlock.engine.op.Subscripts;

/** Reading and writing by subscript, mask or position, as methods of a tensor. */
public sealed interface SubscriptMethods permits Tensor {
    /** Reads by subscript, as Python's {@code x[…]} does. */
    default Tensor get(Index... subscript) {
        return Subscripts.get((Tensor) this, subscript);
    }

    /** Reads by indices of the first dimensions, as Python's {@code x[1, -1]} does: a view; negative ones count from the end. */
    default Tensor get(int first, int... others) {
        return Subscripts.get((Tensor) this, Subscripts.at(first, others));
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

    /** Replaces in place what a subscript names by a number, as Python's {@code x[…] = 0} does. */
    default Tensor indexPut_(Number value, Index... subscript) {
        return Subscripts.assign((Tensor) this, value, subscript);
    }

    /** Replaces in place what indices of the first dimensions name, as Python's {@code x[1, -1] = values} does. */
    default Tensor indexPut_(Tensor values, int first, int... others) {
        return Subscripts.assign((Tensor) this, values, Subscripts.at(first, others));
    }

    /** Replaces in place what indices of the first dimensions name by a number, as Python's {@code x[1, -1] = 5} does. */
    default Tensor indexPut_(Number value, int first, int... others) {
        return Subscripts.assign((Tensor) this, value, Subscripts.at(first, others));
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
