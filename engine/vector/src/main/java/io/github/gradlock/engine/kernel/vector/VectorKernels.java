package io.github.gradlock.engine.kernel.vector;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.Chain;
import io.github.gradlock.engine.kernel.FoldedMatrix;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.Providers;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.kernel.ScatterFunction;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.kernel.Workers;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;

/**
 * Kernels in vectors; what gains nothing from them, small calls and layouts that vectors cannot load, goes to the reference.
 *
 * <p>One class a family, as in the reference. Each says of a call whether it takes it; since the bits are the same, who computes
 * is a matter of time alone.
 */
class VectorKernels implements Kernels {
    private final Kernels reference;
    private final MatmulKernels products;
    private final UnaryKernels unaries;
    private final BinaryKernels binaries;
    private final ChainKernels chains;
    private final ReduceKernels reductions;
    private final PoolKernels pools;

    /**
     * Creates kernels.
     *
     * @param threads the most threads to use
     * @param least the fewest elements of a call that is taken
     */
    VectorKernels(int threads, int least) {
        this(new Workers(threads), new Worth(least));
    }

    private VectorKernels(Workers workers, Worth worth) {
        this(workers, worth, worth, FloatFunctions::of);
    }

    /**
     * Creates kernels with other functions of one element.
     *
     * @param worthOfOthers from when on functions are taken whose bits are not the reference's
     */
    VectorKernels(Workers workers, Worth worth, Worth worthOfOthers, FloatFunctions.Table functions) {
        reference = Providers.reference(workers.threads());
        products = new MatmulKernels(workers, worth);
        unaries = new UnaryKernels(workers, worth, worthOfOthers, functions);
        binaries = new BinaryKernels(workers, worth);
        chains = new ChainKernels(workers, worth, worthOfOthers, functions);
        reductions = new ReduceKernels(workers, worth);
        pools = new PoolKernels(workers, worth);
    }

    @Override
    public boolean isWarmingUp() {
        return Warmth.isAtWork();
    }

    @Override
    public Tensor zeros(Shape shape, DType dtype) {
        return reference.zeros(shape, dtype);
    }

    @Override
    public Tensor empty(Shape shape, DType dtype) {
        return reference.empty(shape, dtype);
    }

    @Override
    public void fill(Number value, Tensor out) {
        reference.fill(value, out);
    }

    @Override
    public void arange(Number start, Number step, Tensor out) {
        reference.arange(start, step, out);
    }

    @Override
    public void copy(Tensor x, Tensor out) {
        reference.copy(x, out);
    }

    @Override
    public void unary(UnaryFunction function, Tensor x, Tensor out) {
        if (!unaries.unary(function, x, out)) {
            reference.unary(function, x, out);
        }
    }

    @Override
    public void binary(BinaryFunction function, Tensor a, Tensor b, Tensor out) {
        if (!binaries.binary(function, a, b, out)) {
            reference.binary(function, a, b, out);
        }
    }

    @Override
    public void chain(Chain chain, Shape shape, int runAxes, Tensor[] inputs, Tensor... outs) {
        if (!chains.chain(chain, shape, runAxes, inputs, outs)) {
            Kernels.super.chain(chain, shape, runAxes, inputs, outs);
        }
    }

    @Override
    public void where(Tensor condition, Tensor a, Tensor b, Tensor out) {
        if (!binaries.where(condition, a, b, out)) {
            reference.where(condition, a, b, out);
        }
    }

    @Override
    public void reduce(ReduceFunction function, Tensor x, Tensor out) {
        if (!reductions.reduce(function, x, out)) {
            reference.reduce(function, x, out);
        }
    }

    @Override
    public void argReduce(ReduceFunction function, Tensor x, Tensor out) {
        reference.argReduce(function, x, out);
    }

    @Override
    public void maxPool(Tensor x, Tensor candidates, Tensor values, Tensor indices) {
        if (!pools.maxPool(x, candidates, values, indices)) {
            Kernels.super.maxPool(x, candidates, values, indices);
        }
    }

    @Override
    public void scan(ReduceFunction function, Tensor x, Tensor out) {
        reference.scan(function, x, out);
    }

    @Override
    public void matmul(Tensor a, Tensor b, Tensor out) {
        if (!products.matmul(a, b, out)) {
            reference.matmul(a, b, out);
        }
    }

    @Override
    public void matmulFolded(FoldedMatrix a, FoldedMatrix b, FoldedMatrix out, boolean goesOn) {
        if (!products.matmulFolded(a, b, out, goesOn)) {
            reference.matmulFolded(a, b, out, goesOn);
        }
    }

    @Override
    public void gather(Tensor x, int axis, Tensor index, Tensor out) {
        reference.gather(x, axis, index, out);
    }

    @Override
    public void scatter(ScatterFunction function, Tensor x, int axis, Tensor index, Tensor out) {
        reference.scatter(function, x, axis, index, out);
    }

    @Override
    public void argSort(boolean descending, Tensor x, Tensor out) {
        reference.argSort(descending, x, out);
    }

    @Override
    public void uniform(long seed, long stream, Tensor out) {
        reference.uniform(seed, stream, out);
    }
}
