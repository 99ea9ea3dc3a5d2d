package io.github.gradlock.engine.kernel.vector;

import io.github.gradlock.engine.kernel.Nest;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.kernel.Workers;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.HostStorage;
import io.github.gradlock.engine.tensor.Tensor;

/** Functions of one element of float32 that lie side by side. */
final class UnaryKernels {
    /** How often the least work is worth a thread of its own. */
    private static final int GRAIN = 8;

    private final Workers workers;
    private final int least;

    UnaryKernels(Workers workers, int least) {
        this.workers = workers;
        this.least = least;
    }

    /** Applies a function, or returns false and does nothing. */
    boolean unary(UnaryFunction function, Tensor x, Tensor out) {
        if (x.dtype() != DType.FLOAT32 || x.numel() < least) {
            return false;
        }
        FloatFunctions.Entry entry = FloatFunctions.of(function);
        if (entry == null) {
            return false;
        }
        Nest nest = Nest.of(x, out);
        if (nest.step(0) != 1 || nest.step(1) != 1) {
            return false;
        }
        if (least > 0 && !entry.warmth().reached(FloatFunctions.REFERENCE_NANOS * x.numel())) {
            return false;
        }
        FloatFunctions.Loop loop = entry.loop();
        float[] from = HostStorage.floats(x);
        float[] to = HostStorage.floats(out);
        workers.split(
                nest.size(),
                GRAIN * least,
                (first, end) ->
                        nest.forEach(first, end, (at, start, count) -> loop.run(from, at[0], to, at[1], count)));
        return true;
    }
}
