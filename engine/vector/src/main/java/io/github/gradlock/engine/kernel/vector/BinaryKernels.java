package io.github.gradlock.engine.kernel.vector;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.Nest;
import io.github.gradlock.engine.kernel.Workers;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.HostStorage;
import io.github.gradlock.engine.tensor.Tensor;

/** Arithmetic, comparisons and choices of float32 whose operands lie side by side, or are one element that is repeated. */
final class BinaryKernels {
    /** What is worth a thread of its own. */
    private static final int GRAIN = 8;

    private final Workers workers;
    private final Worth worth;

    BinaryKernels(Workers workers, Worth worth) {
        this.workers = workers;
        this.worth = worth;
    }

    /** Applies a function, or returns false and does nothing. */
    boolean binary(BinaryFunction function, Tensor a, Tensor b, Tensor out) {
        if (a.dtype() != DType.FLOAT32 || worth.isTooSmall(a.numel())) {
            return false;
        }
        FloatChoices.Comparison comparison = FloatChoices.of(function);
        if (comparison != null) {
            return compare(comparison, a, b, out);
        }
        FloatArithmetic.Entry entry = FloatArithmetic.of(function);
        if (entry == null) {
            return false;
        }
        Nest nest = Nest.of(a, b, out);
        int sa = nest.step(0);
        int sb = nest.step(1);
        if (nest.step(2) != 1 || sa != 1 && sa != 0 || sb != 1 && sb != 0 || sa + sb == 0) {
            return false;
        }
        Warmth warmth = sa + sb == 2 ? entry.warmth() : entry.warmthOfOne();
        if (worth.waits() && !warmth.reached(a.numel())) {
            return false;
        }
        float[] x = HostStorage.floats(a);
        float[] y = HostStorage.floats(b);
        float[] o = HostStorage.floats(out);
        Nest.Row row = sa == 0
                ? (at, first, count) -> entry.left().run(y, at[1], x[at[0]], o, at[2], count)
                : sb == 0
                        ? (at, first, count) -> entry.right().run(x, at[0], y[at[1]], o, at[2], count)
                        : (at, first, count) -> entry.both().run(x, at[0], y, at[1], o, at[2], count);
        workers.split(nest.size(), worth.share(GRAIN), (from, to) -> nest.forEach(from, to, row));
        return true;
    }

    private boolean compare(FloatChoices.Comparison comparison, Tensor a, Tensor b, Tensor out) {
        Nest nest = Nest.of(a, b, out);
        int step = nest.step(1);
        if (nest.step(0) != 1 || step != 1 && step != 0 || nest.step(2) != 1) {
            return false;
        }
        float[] x = HostStorage.floats(a);
        float[] y = HostStorage.floats(b);
        byte[] o = HostStorage.bools(out);
        workers.split(
                nest.size(),
                worth.share(GRAIN),
                (from, to) -> nest.forEach(
                        from, to, (at, first, count) -> comparison.run(x, at[0], y, at[1], step, o, at[2], count)));
        return true;
    }

    /** Chooses by a condition, or returns false and does nothing. */
    boolean where(Tensor condition, Tensor a, Tensor b, Tensor out) {
        if (a.dtype() != DType.FLOAT32 || worth.isTooSmall(a.numel())) {
            return false;
        }
        Nest nest = Nest.of(condition, a, b, out);
        int stepA = nest.step(1);
        int stepB = nest.step(2);
        if (nest.step(0) != 1 || stepA != 1 && stepA != 0 || stepB != 1 && stepB != 0 || nest.step(3) != 1) {
            return false;
        }
        byte[] c = HostStorage.bools(condition);
        float[] x = HostStorage.floats(a);
        float[] y = HostStorage.floats(b);
        float[] o = HostStorage.floats(out);
        workers.split(
                nest.size(),
                worth.share(GRAIN),
                (from, to) -> nest.forEach(
                        from,
                        to,
                        (at, first, count) ->
                                FloatChoices.where(c, at[0], x, at[1], stepA, y, at[2], stepB, o, at[3], count)));
        return true;
    }
}
