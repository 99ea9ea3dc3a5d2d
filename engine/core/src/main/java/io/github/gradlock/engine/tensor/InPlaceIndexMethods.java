package io.github.gradlock.engine.tensor;

import io.github.gradlock.engine.op.InPlace;
import io.github.gradlock.engine.op.Masks;
import io.github.gradlock.engine.op.Scatters;

/** Writing by index that changes the tensor itself and returns it; {@link SubscriptMethods#indexPut_} writes by subscript. */
public sealed interface InPlaceIndexMethods permits Tensor {
    /** Adds slices along a dimension. */
    default Tensor indexAdd_(int dim, Tensor index, Tensor source) {
        return InPlace.map("index_add_", (Tensor) this, x -> Scatters.indexAdd(x, dim, index, source), source);
    }

    /** Adds multiples of slices along a dimension. */
    default Tensor indexAdd_(int dim, Tensor index, Tensor source, Number alpha) {
        return InPlace.map("index_add_", (Tensor) this, x -> Scatters.indexAdd(x, dim, index, source, alpha), source);
    }

    /** Overwrites slices along a dimension. */
    default Tensor indexCopy_(int dim, Tensor index, Tensor source) {
        return InPlace.map("index_copy_", (Tensor) this, x -> Scatters.indexCopy(x, dim, index, source), source);
    }

    /** Fills slices along a dimension with a number. */
    default Tensor indexFill_(int dim, Tensor index, Number value) {
        return InPlace.map("index_fill_", (Tensor) this, x -> Scatters.indexFill(x, dim, index, value));
    }

    /** Overwrites elements along a dimension. */
    default Tensor scatter_(int dim, Tensor index, Tensor source) {
        return InPlace.map("scatter_", (Tensor) this, x -> Scatters.scatter(x, dim, index, source), source);
    }

    /** Puts a number along a dimension: {@code zeros(n, classes).scatter_(1, classOf.unsqueeze(1), 1)} marks one class a row. */
    default Tensor scatter_(int dim, Tensor index, Number value) {
        return InPlace.map("scatter_", (Tensor) this, x -> Scatters.scatter(x, dim, index, value));
    }

    /** Adds elements along a dimension. */
    default Tensor scatterAdd_(int dim, Tensor index, Tensor source) {
        return InPlace.map("scatter_add_", (Tensor) this, x -> Scatters.scatterAdd(x, dim, index, source), source);
    }

    /** Brings elements together along a dimension. */
    default Tensor scatterReduce_(
            int dim, Tensor index, Tensor source, Scatters.Reduction reduction, boolean includeSelf) {
        return InPlace.map(
                "scatter_reduce_",
                (Tensor) this,
                x -> Scatters.scatterReduce(x, dim, index, source, reduction, includeSelf),
                source);
    }

    /** Puts elements of a source where a mask holds, in their order. */
    default Tensor maskedScatter_(Tensor mask, Tensor source) {
        return InPlace.map("masked_scatter_", (Tensor) this, x -> Masks.maskedScatter(x, mask, source), source);
    }
}
