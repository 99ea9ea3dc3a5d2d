package io.github.gradlock.engine.kernel.vector;

import io.github.gradlock.engine.kernel.Nest;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.kernel.Workers;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.HostStorage;
import io.github.gradlock.engine.tensor.Tensor;

/** Functions of one element of float32 that lie side by side. */
final class UnaryKernels {
    /** What is worth a thread of its own. */
    private static final int GRAIN = 8;

    private final Workers workers;
    private final Worth worth;
    private final Worth worthOfOthers;
    private final FloatFunctions.Table functions;

    /**
     * Creates kernels.
     *
     * @param worthOfOthers from when on functions are taken whose bits are not the reference's
     */
    UnaryKernels(Workers workers, Worth worth, Worth worthOfOthers, FloatFunctions.Table functions) {
        this.worthOfOthers = worthOfOthers;
        this.functions = functions;
        this.workers = workers;
        this.worth = worth;
    }

    /** Applies a function, or returns false and does nothing. */
    boolean unary(UnaryFunction function, Tensor x, Tensor out) {
        FloatFunctions.Entry entry = functions.of(function);
        Worth asked = functions.isOther(function) ? worthOfOthers : worth;
        if (entry == null || x.dtype() != DType.FLOAT32 || asked.isTooSmall(x.numel() * entry.nanos())) {
            return false;
        }
        Nest nest = Nest.of(x, out);
        if (nest.step(0) != 1 || nest.step(1) != 1) {
            return false;
        }
        if (asked.waits() && !entry.warmth().reached(entry.nanos() * x.numel())) {
            return false;
        }
        FloatFunctions.Loop loop = entry.loop();
        float[] from = HostStorage.floats(x);
        float[] to = HostStorage.floats(out);
        workers.split(
                nest.size(),
                worth.share(GRAIN),
                (first, end) ->
                        nest.forEach(first, end, (at, start, count) -> loop.run(from, at[0], to, at[1], count)));
        return true;
    }
}
