package io.github.gradlock.engine.kernel.vector;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.Nest;
import io.github.gradlock.engine.kernel.Workers;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.HostStorage;
import io.github.gradlock.engine.tensor.Tensor;

/** Arithmetic of float32 whose operands lie side by side, or are one element that is repeated. */
final class BinaryKernels {
    /** How often the least work is worth a thread of its own. */
    private static final int GRAIN = 8;

    private final Workers workers;
    private final int least;

    BinaryKernels(Workers workers, int least) {
        this.workers = workers;
        this.least = least;
    }

    /** Applies a function, or returns false and does nothing. */
    boolean binary(BinaryFunction function, Tensor a, Tensor b, Tensor out) {
        if (a.dtype() != DType.FLOAT32 || a.numel() < least) {
            return false;
        }
        FloatArithmetic.Both both = FloatArithmetic.both(function);
        FloatArithmetic.One right = FloatArithmetic.right(function);
        FloatArithmetic.One left = FloatArithmetic.left(function);
        if (both == null || right == null || left == null) {
            return false;
        }
        Nest nest = Nest.of(a, b, out);
        int sa = nest.step(0);
        int sb = nest.step(1);
        if (nest.step(2) != 1 || sa != 1 && sa != 0 || sb != 1 && sb != 0 || sa + sb == 0) {
            return false;
        }
        float[] x = HostStorage.floats(a);
        float[] y = HostStorage.floats(b);
        float[] o = HostStorage.floats(out);
        Nest.Row row = sa == 0
                ? (at, first, count) -> left.run(y, at[1], x[at[0]], o, at[2], count)
                : sb == 0
                        ? (at, first, count) -> right.run(x, at[0], y[at[1]], o, at[2], count)
                        : (at, first, count) -> both.run(x, at[0], y, at[1], o, at[2], count);
        workers.split(nest.size(), GRAIN * least, (from, to) -> nest.forEach(from, to, row));
        return true;
    }
}
