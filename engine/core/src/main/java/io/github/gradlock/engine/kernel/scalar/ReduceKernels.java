package io.github.gradlock.engine.kernel.scalar;

import io.github.gradlock.engine.kernel.Nest;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.kernel.Runs;
import io.github.gradlock.engine.kernel.Workers;
import io.github.gradlock.engine.tensor.HostStorage;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Locale;

/**
 * Reductions of the trailing axes. Floating sums and products are taken by {@link FloatRuns} and {@link DoubleRuns} in the order of
 * rule 4; all other reductions are exact, so their order does not matter.
 */
final class ReduceKernels {
    private static final int GRAIN_ELEMENTS = 1 << 14;

    private final Workers workers;

    ReduceKernels(Workers workers) {
        this.workers = workers;
    }

    void reduce(ReduceFunction function, Tensor x, Tensor out) {
        Runs all = Runs.of(x, out);
        Nest runs = all.starts();
        Nest run = all.run();
        if (run.size() == 0 && (function == ReduceFunction.MAX || function == ReduceFunction.MIN) && runs.size() > 0) {
            throw new IllegalArgumentException(function.name().toLowerCase(Locale.ROOT)
                    + " of an empty run has no value: shape " + x.shape() + " reduced to " + out.shape());
        }
        int grain = GRAIN_ELEMENTS / Math.max(run.size(), 1) + 1;
        boolean ordered = function == ReduceFunction.SUM || function == ReduceFunction.PROD;
        workers.split(runs.size(), grain, (from, to) -> {
            Nest.Row row =
                    switch (x.dtype()) {
                        case FLOAT32 ->
                            ordered
                                    ? new FloatRuns(function, runs, run, HostStorage.floats(x), HostStorage.floats(out))
                                    : floats(function, runs, run, x, out);
                        case FLOAT64 ->
                            ordered
                                    ? new DoubleRuns(
                                            function, runs, run, HostStorage.doubles(x), HostStorage.doubles(out))
                                    : doubles(function, runs, run, x, out);
                        case INT64 -> longs(function, runs, run, x, out);
                        case BOOL -> bools(function, runs, run, x, out);
                    };
            runs.forEach(from, to, row);
        });
    }

    private static Nest.Row floats(ReduceFunction function, Nest runs, Nest run, Tensor in, Tensor out) {
        float[] x = HostStorage.floats(in);
        if (function == ReduceFunction.ANY || function == ReduceFunction.ALL) {
            return truth(function, runs, run, i -> x[i] != 0, out);
        }
        float[] o = HostStorage.floats(out);
        boolean max = function == ReduceFunction.MAX;
        int step = run.step(0);
        float[] best = {0};
        return (at, first, count) -> {
            for (int i = 0; i < count; i++) {
                int origin = at[0] + i * runs.step(0);
                best[0] = x[origin];
                run.forEach(0, run.size(), (inner, start, length) -> {
                    float value = best[0];
                    for (int j = 0, ix = origin + inner[0]; j < length; j++, ix += step) {
                        value = max ? Math.max(value, x[ix]) : Math.min(value, x[ix]);
                    }
                    best[0] = value;
                });
                o[at[1] + i * runs.step(1)] = best[0];
            }
        };
    }

    private static Nest.Row doubles(ReduceFunction function, Nest runs, Nest run, Tensor in, Tensor out) {
        double[] x = HostStorage.doubles(in);
        if (function == ReduceFunction.ANY || function == ReduceFunction.ALL) {
            return truth(function, runs, run, i -> x[i] != 0, out);
        }
        double[] o = HostStorage.doubles(out);
        boolean max = function == ReduceFunction.MAX;
        int step = run.step(0);
        double[] best = {0};
        return (at, first, count) -> {
            for (int i = 0; i < count; i++) {
                int origin = at[0] + i * runs.step(0);
                best[0] = x[origin];
                run.forEach(0, run.size(), (inner, start, length) -> {
                    double value = best[0];
                    for (int j = 0, ix = origin + inner[0]; j < length; j++, ix += step) {
                        value = max ? Math.max(value, x[ix]) : Math.min(value, x[ix]);
                    }
                    best[0] = value;
                });
                o[at[1] + i * runs.step(1)] = best[0];
            }
        };
    }

    private static Nest.Row longs(ReduceFunction function, Nest runs, Nest run, Tensor in, Tensor out) {
        long[] x = HostStorage.longs(in);
        if (function == ReduceFunction.ANY || function == ReduceFunction.ALL) {
            return truth(function, runs, run, i -> x[i] != 0, out);
        }
        long[] o = HostStorage.longs(out);
        int step = run.step(0);
        long[] folded = {0};
        return (at, first, count) -> {
            for (int i = 0; i < count; i++) {
                int origin = at[0] + i * runs.step(0);
                folded[0] = switch (function) {
                    case SUM -> 0;
                    case PROD -> 1;
                    default -> x[origin];
                };
                run.forEach(0, run.size(), (inner, start, length) -> {
                    long value = folded[0];
                    for (int j = 0, ix = origin + inner[0]; j < length; j++, ix += step) {
                        value = switch (function) {
                            case SUM -> value + x[ix];
                            case PROD -> value * x[ix];
                            case MAX -> Math.max(value, x[ix]);
                            default -> Math.min(value, x[ix]);
                        };
                    }
                    folded[0] = value;
                });
                o[at[1] + i * runs.step(1)] = folded[0];
            }
        };
    }

    private static Nest.Row bools(ReduceFunction function, Nest runs, Nest run, Tensor in, Tensor out) {
        byte[] x = HostStorage.bools(in);
        return switch (function) {
            case ANY, MAX -> truth(ReduceFunction.ANY, runs, run, i -> x[i] != 0, out);
            case ALL, MIN -> truth(ReduceFunction.ALL, runs, run, i -> x[i] != 0, out);
            default -> throw new IllegalArgumentException(function + " is not defined for bool");
        };
    }

    /** Whether the element at a storage index holds, that is, is not zero. */
    private interface Truth {
        boolean at(int index);
    }

    private static Nest.Row truth(ReduceFunction function, Nest runs, Nest run, Truth x, Tensor out) {
        byte[] o = HostStorage.bools(out);
        boolean any = function == ReduceFunction.ANY;
        int step = run.step(0);
        boolean[] found = {false};
        return (at, first, count) -> {
            for (int i = 0; i < count; i++) {
                int origin = at[0] + i * runs.step(0);
                // ANY looks for an element that holds, ALL for one that does not.
                found[0] = false;
                run.forEach(0, run.size(), (inner, start, length) -> {
                    for (int j = 0, ix = origin + inner[0]; j < length && !found[0]; j++, ix += step) {
                        found[0] = x.at(ix) == any;
                    }
                });
                o[at[1] + i * runs.step(1)] = CopyKernels.bool(found[0] == any);
            }
        };
    }
}
