package io.github.gradlock.engine.kernel.scalar;

import io.github.gradlock.engine.kernel.Nest;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.kernel.Workers;
import io.github.gradlock.engine.tensor.HostStorage;
import io.github.gradlock.engine.tensor.Tensor;

/** Kernels that walk the last axis from left to right: running reductions, and the index of the greatest or least element. */
final class ScanKernels {
    private static final int GRAIN_ELEMENTS = 1 << 13;

    private final Workers workers;

    ScanKernels(Workers workers) {
        this.workers = workers;
    }

    void scan(ReduceFunction function, Tensor x, Tensor out) {
        if (!x.shape().equals(out.shape())) {
            throw new IllegalArgumentException("shape mismatch in scan: " + x.shape() + " to " + out.shape());
        }
        if (x.rank() == 0) {
            scan(
                    function,
                    x.alias(x.layout().unsqueeze(0)),
                    out.alias(out.layout().unsqueeze(0)));
            return;
        }
        Line line =
                switch (x.dtype()) {
                    case FLOAT32 -> floats(function, x, out);
                    case FLOAT64 -> doubles(function, x, out);
                    case INT64 -> longs(function, x, out);
                    case BOOL -> throw undefined(function, "bool");
                };
        forEachLine(x, out, out.rank() - 1, line);
    }

    /** Works on one line, from the storage index of its first element in the input and in the result. */
    private interface Line {
        void run(int x, int out);
    }

    private void forEachLine(Tensor x, Tensor out, int kept, Line line) {
        Nest lines = Nest.ofFirst(kept, x, out);
        int grain = GRAIN_ELEMENTS / Math.max(x.rank() == 0 ? 1 : x.size(-1), 1) + 1;
        workers.split(
                lines.size(),
                grain,
                (from, to) -> lines.forEach(from, to, (at, first, count) -> {
                    for (int i = 0; i < count; i++) {
                        line.run(at[0] + i * lines.step(0), at[1] + i * lines.step(1));
                    }
                }));
    }

    private static IllegalArgumentException undefined(ReduceFunction function, String dtype) {
        return new IllegalArgumentException("a running " + function + " is not defined for " + dtype);
    }

    private static Line floats(ReduceFunction function, Tensor in, Tensor out) {
        float[] x = HostStorage.floats(in);
        float[] o = HostStorage.floats(out);
        int sx = in.stride(-1);
        int so = out.stride(-1);
        int length = in.size(-1);
        return (ax, ao) -> {
            float value = length == 0 ? 0 : x[ax];
            for (int i = 0, ix = ax, io = ao; i < length; i++, ix += sx, io += so) {
                if (i > 0) {
                    value = switch (function) {
                        case SUM -> value + x[ix];
                        case PROD -> value * x[ix];
                        case MAX -> Math.max(value, x[ix]);
                        case MIN -> Math.min(value, x[ix]);
                        default -> throw undefined(function, "float32");
                    };
                }
                o[io] = value;
            }
        };
    }

    private static Line doubles(ReduceFunction function, Tensor in, Tensor out) {
        double[] x = HostStorage.doubles(in);
        double[] o = HostStorage.doubles(out);
        int sx = in.stride(-1);
        int so = out.stride(-1);
        int length = in.size(-1);
        return (ax, ao) -> {
            double value = length == 0 ? 0 : x[ax];
            for (int i = 0, ix = ax, io = ao; i < length; i++, ix += sx, io += so) {
                if (i > 0) {
                    value = switch (function) {
                        case SUM -> value + x[ix];
                        case PROD -> value * x[ix];
                        case MAX -> Math.max(value, x[ix]);
                        case MIN -> Math.min(value, x[ix]);
                        default -> throw undefined(function, "float64");
                    };
                }
                o[io] = value;
            }
        };
    }

    private static Line longs(ReduceFunction function, Tensor in, Tensor out) {
        long[] x = HostStorage.longs(in);
        long[] o = HostStorage.longs(out);
        int sx = in.stride(-1);
        int so = out.stride(-1);
        int length = in.size(-1);
        return (ax, ao) -> {
            long value = length == 0 ? 0 : x[ax];
            for (int i = 0, ix = ax, io = ao; i < length; i++, ix += sx, io += so) {
                if (i > 0) {
                    value = switch (function) {
                        case SUM -> value + x[ix];
                        case PROD -> value * x[ix];
                        case MAX -> Math.max(value, x[ix]);
                        case MIN -> Math.min(value, x[ix]);
                        default -> throw undefined(function, "int64");
                    };
                }
                o[io] = value;
            }
        };
    }

    void argReduce(ReduceFunction function, Tensor x, Tensor out) {
        if (function != ReduceFunction.MAX && function != ReduceFunction.MIN) {
            throw new IllegalArgumentException("argReduce wants MAX or MIN, got " + function);
        }
        if (x.rank() == 0) {
            argReduce(function, x.alias(x.layout().unsqueeze(0)), out);
            return;
        }
        if (x.size(-1) == 0 && out.numel() > 0) {
            throw new IllegalArgumentException("argReduce of an empty axis has no value: shape " + x.shape());
        }
        boolean max = function == ReduceFunction.MAX;
        Beats beats =
                switch (x.dtype()) {
                    case FLOAT32 -> {
                        float[] data = HostStorage.floats(x);
                        yield (i, best) -> beats(data[i], data[best], max);
                    }
                    case FLOAT64 -> {
                        double[] data = HostStorage.doubles(x);
                        yield (i, best) -> beats(data[i], data[best], max);
                    }
                    case INT64 -> {
                        long[] data = HostStorage.longs(x);
                        yield (i, best) -> max ? data[i] > data[best] : data[i] < data[best];
                    }
                    case BOOL -> {
                        byte[] data = HostStorage.bools(x);
                        yield (i, best) -> max ? data[i] > data[best] : data[i] < data[best];
                    }
                };
        long[] o = HostStorage.longs(out);
        int step = x.stride(-1);
        int length = x.size(-1);
        forEachLine(x, out, x.rank() - 1, (ax, ao) -> {
            int best = 0;
            for (int i = 1; i < length; i++) {
                if (beats.test(ax + i * step, ax + best * step)) {
                    best = i;
                }
            }
            o[ao] = best;
        });
    }

    /** Whether the element at one storage index is to be taken instead of the best so far. */
    private interface Beats {
        boolean test(int candidate, int best);
    }

    /** A NaN beats all but an earlier NaN; equal elements, signed zeros included, leave the first one. */
    private static boolean beats(double candidate, double best, boolean max) {
        if (candidate != candidate) {
            return best == best;
        }
        return max ? candidate > best : candidate < best;
    }
}
