package io.github.gradlock.engine.kernel.vector;

import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.kernel.Workers;
import io.github.gradlock.engine.tensor.Tensor;

/**
 * The kernels in vectors with numerics {@code fast}: sums in the order that suits the machine, and elementary functions of float32 that are not correctly
 * rounded. Products are the strict ones, whose order costs nothing, and so are the sums within a chain of steps, softmax's for instance.
 */
final class FastKernels extends VectorKernels {
    private final FastSums sums;

    /**
     * Creates kernels.
     *
     * @param threads the most threads to use
     * @param least the fewest elements of a call that is taken, but for functions and sums whose bits are others: those are taken always, before they are
     *     compiled too, so that they can be seen
     */
    FastKernels(int threads, int least) {
        this(new Workers(threads), new Worth(least), new Worth(Math.min(least, 1), false));
    }

    private FastKernels(Workers workers, Worth worth, Worth worthOfOthers) {
        super(workers, worth, worthOfOthers, new FastFunctions());
        sums = new FastSums(workers, worthOfOthers);
    }

    @Override
    public void reduce(ReduceFunction function, Tensor x, Tensor out) {
        if (function != ReduceFunction.SUM || !sums.sum(x, out)) {
            super.reduce(function, x, out);
        }
    }
}
