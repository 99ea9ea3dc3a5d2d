package io.github.gradlock.engine.kernel;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Device;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;

/**
 * The primitive kernels: the whole of what a backend has to supply. Every op is composed of these, and every provider gives the
 * bits of {@code kernel.scalar}, which defines them.
 *
 * <p>Conventions: the last parameter {@code out} is allocated by the caller, has the shape and dtype of the result, and does not
 * overlap an input except where it is the very same view as an element-wise input. Inputs may have any strides, zero (broadcast)
 * included. Shapes are already equal: broadcasting, promotion and argument checks are done by the op.
 */
public interface Kernels {
    /** Returns where the tensors lie that these compute on. */
    default Device device() {
        return Device.CPU;
    }

    /** Returns whether something is being compiled that will make later calls quicker: who measures waits for it. */
    default boolean isWarmingUp() {
        return false;
    }

    /** Allocates a contiguous tensor whose elements are zero. */
    Tensor zeros(Shape shape, DType dtype);

    /** Allocates a contiguous tensor whose elements are all to be written before one is read: they may be anything. */
    default Tensor empty(Shape shape, DType dtype) {
        return zeros(shape, dtype);
    }

    /** Sets every element to {@code value} converted to the dtype of {@code out}, with one rounding. */
    void fill(Number value, Tensor out);

    /**
     * Sets element i, in row-major order, to {@code start + i * step}. An int64 result is computed in int64; a floating one in
     * binary64, product and sum rounded one after the other, and then rounded to the dtype of {@code out}.
     */
    void arange(Number start, Number step, Tensor out);

    /** Copies element by element, converting the dtype as PyTorch's {@code to} does. */
    void copy(Tensor x, Tensor out);

    /** Applies a function of one element. */
    void unary(UnaryFunction function, Tensor x, Tensor out);

    /** Applies a function of two elements. */
    void binary(BinaryFunction function, Tensor a, Tensor b, Tensor out);

    /**
     * Takes elements, and runs of them, through steps one after the other.
     *
     * @param shape of the elements
     * @param runAxes how many trailing axes make a run; 0 for chains that do not reduce
     * @param inputs of that shape, or of what is before the axes of the run where an input is one number of it; of a floating dtype, as all results
     * @param outs the results that are wanted, in the same manner; none overlaps an input, but that the result of the last step may be one of them, with
     *     all its elements in their places
     */
    default void chain(Chain chain, Shape shape, int runAxes, Tensor[] inputs, Tensor... outs) {
        chain.run(this, shape, runAxes, inputs, outs);
    }

    /** Takes {@code a} where {@code condition} (bool) holds and {@code b} elsewhere. */
    void where(Tensor condition, Tensor a, Tensor b, Tensor out);

    /**
     * Reduces the trailing axes of {@code x}: {@code x} has the shape of {@code out} followed by the reduced axes, and each run is
     * taken in row-major order. The order of a sum is rule 4 of the contract (fixed lanes, fixed blocks, fixed tree); a product
     * uses the same lanes and tree; MAX and MIN propagate NaN.
     */
    void reduce(ReduceFunction function, Tensor x, Tensor out);

    /** Gives the index (int64) of the greatest or least element along the last axis: first one wins, a NaN beats all. */
    void argReduce(ReduceFunction function, Tensor x, Tensor out);

    /**
     * Gives the greatest of some elements of each row, and its index: the first of equal ones, but the last of NaNs, as PyTorch's pooling does on a CPU.
     *
     * @param x {@code [rows…, n]}
     * @param candidates int64 {@code [places, windows]}, in range: the elements of each window in their order, one place after the other
     * @param values {@code [rows…, windows]}, of the dtype of {@code x}
     * @param indices int64, of the same shape
     */
    default void maxPool(Tensor x, Tensor candidates, Tensor values, Tensor indices) {
        MaxPooling.find(this, x, candidates, values, indices);
    }

    /** Running reduction along the last axis, strictly left to right, starting from the first element. */
    void scan(ReduceFunction function, Tensor x, Tensor out);

    /**
     * Multiplies matrices: {@code a [batch…, m, k]}, {@code b [batch…, k, n]}, {@code out [batch…, m, n]}. Each element is one chain
     * of fused multiply-adds in ascending k, from zero.
     */
    void matmul(Tensor a, Tensor b, Tensor out);

    /**
     * Multiplies matrices that are shown in more dimensions, as the windows of an image are: {@code a [m, k]}, {@code b [k, n]}, {@code out [m, n]}. The
     * bits are those of {@link #matmul} with copies.
     *
     * @param goesOn whether the chains go on with what {@code out} holds, and do not begin with zeros: so a long one may be made in parts
     */
    void matmulFolded(FoldedMatrix a, FoldedMatrix b, FoldedMatrix out, boolean goesOn);

    /** {@code out[i…, j, k…] = x[i…, index[i…, j, k…], k…]} along {@code axis}; indices are non-negative and in range. */
    void gather(Tensor x, int axis, Tensor index, Tensor out);

    /**
     * Brings {@code x[i…, j, k…]} to {@code out[i…, index[i…, j, k…], k…]}: overwrites it, or adds, multiplies, or keeps the greater
     * or lesser one. What meets in one element is applied one by one to what is there, in ascending row-major order of the source;
     * so the last one stays where they overwrite. MAX and MIN propagate NaN; bool can be overwritten only.
     */
    void scatter(ScatterFunction function, Tensor x, int axis, Tensor index, Tensor out);

    /**
     * Gives the indices (int64) that sort the last axis. Equal elements keep their order, also where it descends; signed zeros are
     * equal, a NaN equals a NaN and is greater than all.
     */
    void argSort(boolean descending, Tensor x, Tensor out);

    /** Uniform samples in [0, 1) from Philox 4×32-10; a sample depends on seed, stream and its row-major index alone. */
    void uniform(long seed, long stream, Tensor out);
}
