package io.github.gradlock.engine.kernel.scalar;

import io.github.gradlock.engine.kernel.Nest;
import io.github.gradlock.engine.kernel.Workers;
import io.github.gradlock.engine.tensor.HostStorage;
import io.github.gradlock.engine.tensor.Numbers;
import io.github.gradlock.engine.tensor.Promotion;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;

/** Filling, copying with conversion, and choosing: kernels that move elements without computing on them. */
final class CopyKernels {
    private static final int GRAIN = 1 << 15;

    private final Workers workers;

    CopyKernels(Workers workers) {
        this.workers = workers;
    }

    void fill(Number value, Tensor out) {
        Nest nest = Nest.of(out);
        int so = nest.step(0);
        Nest.Row row =
                switch (out.dtype()) {
                    case FLOAT32 -> {
                        float[] o = HostStorage.floats(out);
                        float v = Numbers.toFloat(value);
                        yield (at, first, count) -> {
                            if (so == 1) {
                                Arrays.fill(o, at[0], at[0] + count, v);
                                return;
                            }
                            for (int i = 0, io = at[0]; i < count; i++, io += so) {
                                o[io] = v;
                            }
                        };
                    }
                    case FLOAT64 -> {
                        double[] o = HostStorage.doubles(out);
                        double v = value.doubleValue();
                        yield (at, first, count) -> {
                            if (so == 1) {
                                Arrays.fill(o, at[0], at[0] + count, v);
                                return;
                            }
                            for (int i = 0, io = at[0]; i < count; i++, io += so) {
                                o[io] = v;
                            }
                        };
                    }
                    case INT64 -> {
                        long[] o = HostStorage.longs(out);
                        long v = value.longValue();
                        yield (at, first, count) -> {
                            if (so == 1) {
                                Arrays.fill(o, at[0], at[0] + count, v);
                                return;
                            }
                            for (int i = 0, io = at[0]; i < count; i++, io += so) {
                                o[io] = v;
                            }
                        };
                    }
                    case BOOL -> {
                        byte[] o = HostStorage.bools(out);
                        byte v = bool(value.doubleValue() != 0);
                        yield (at, first, count) -> {
                            if (so == 1) {
                                Arrays.fill(o, at[0], at[0] + count, v);
                                return;
                            }
                            for (int i = 0, io = at[0]; i < count; i++, io += so) {
                                o[io] = v;
                            }
                        };
                    }
                };
        workers.split(nest.size(), GRAIN, (from, to) -> nest.forEach(from, to, row));
    }

    void arange(Number start, Number step, Tensor out) {
        Nest nest = Nest.of(out);
        int so = nest.step(0);
        double origin = start.doubleValue();
        double stride = step.doubleValue();
        Nest.Row row =
                switch (out.dtype()) {
                    case FLOAT32 -> {
                        float[] o = HostStorage.floats(out);
                        yield (at, first, count) -> {
                            for (int i = 0, io = at[0]; i < count; i++, io += so) {
                                o[io] = (float) (origin + (first + i) * stride);
                            }
                        };
                    }
                    case FLOAT64 -> {
                        double[] o = HostStorage.doubles(out);
                        yield (at, first, count) -> {
                            for (int i = 0, io = at[0]; i < count; i++, io += so) {
                                o[io] = origin + (first + i) * stride;
                            }
                        };
                    }
                    case INT64 -> {
                        long[] o = HostStorage.longs(out);
                        long base = whole("start", start);
                        long by = whole("step", step);
                        yield (at, first, count) -> {
                            for (int i = 0, io = at[0]; i < count; i++, io += so) {
                                o[io] = base + (first + i) * by;
                            }
                        };
                    }
                    case BOOL -> throw new IllegalArgumentException("arange has no bool result");
                };
        workers.split(nest.size(), GRAIN, (from, to) -> nest.forEach(from, to, row));
    }

    private static long whole(String name, Number value) {
        if (!Promotion.isInteger(value)) {
            throw new IllegalArgumentException("arange of int64 wants an integer " + name + ", got " + value);
        }
        return value.longValue();
    }

    void copy(Tensor x, Tensor out) {
        Nest nest = Nest.of(x, out);
        Nest.Row row =
                switch (x.dtype()) {
                    case FLOAT32 -> fromFloats(nest, HostStorage.floats(x), out);
                    case FLOAT64 -> fromDoubles(nest, HostStorage.doubles(x), out);
                    case INT64 -> fromLongs(nest, HostStorage.longs(x), out);
                    case BOOL -> fromBools(nest, HostStorage.bools(x), out);
                };
        workers.split(nest.size(), GRAIN, (from, to) -> nest.forEach(from, to, row));
    }

    private static Nest.Row fromFloats(Nest nest, float[] x, Tensor out) {
        int sx = nest.step(0);
        int so = nest.step(1);
        switch (out.dtype()) {
            case FLOAT32 -> {
                float[] o = HostStorage.floats(out);
                return (at, first, count) -> {
                    if (sx == 1 && so == 1) {
                        System.arraycopy(x, at[0], o, at[1], count);
                        return;
                    }
                    if (sx == 0 && so == 1) {
                        Arrays.fill(o, at[1], at[1] + count, x[at[0]]);
                        return;
                    }
                    for (int i = 0, ix = at[0], io = at[1]; i < count; i++, ix += sx, io += so) {
                        o[io] = x[ix];
                    }
                };
            }
            case FLOAT64 -> {
                double[] o = HostStorage.doubles(out);
                return (at, first, count) -> {
                    for (int i = 0, ix = at[0], io = at[1]; i < count; i++, ix += sx, io += so) {
                        o[io] = x[ix];
                    }
                };
            }
            case INT64 -> {
                long[] o = HostStorage.longs(out);
                return (at, first, count) -> {
                    for (int i = 0, ix = at[0], io = at[1]; i < count; i++, ix += sx, io += so) {
                        o[io] = (long) x[ix];
                    }
                };
            }
            default -> {
                byte[] o = HostStorage.bools(out);
                return (at, first, count) -> {
                    for (int i = 0, ix = at[0], io = at[1]; i < count; i++, ix += sx, io += so) {
                        o[io] = bool(x[ix] != 0);
                    }
                };
            }
        }
    }

    private static Nest.Row fromDoubles(Nest nest, double[] x, Tensor out) {
        int sx = nest.step(0);
        int so = nest.step(1);
        switch (out.dtype()) {
            case FLOAT32 -> {
                float[] o = HostStorage.floats(out);
                return (at, first, count) -> {
                    for (int i = 0, ix = at[0], io = at[1]; i < count; i++, ix += sx, io += so) {
                        o[io] = (float) x[ix];
                    }
                };
            }
            case FLOAT64 -> {
                double[] o = HostStorage.doubles(out);
                return (at, first, count) -> {
                    if (sx == 1 && so == 1) {
                        System.arraycopy(x, at[0], o, at[1], count);
                        return;
                    }
                    if (sx == 0 && so == 1) {
                        Arrays.fill(o, at[1], at[1] + count, x[at[0]]);
                        return;
                    }
                    for (int i = 0, ix = at[0], io = at[1]; i < count; i++, ix += sx, io += so) {
                        o[io] = x[ix];
                    }
                };
            }
            case INT64 -> {
                long[] o = HostStorage.longs(out);
                return (at, first, count) -> {
                    for (int i = 0, ix = at[0], io = at[1]; i < count; i++, ix += sx, io += so) {
                        o[io] = (long) x[ix];
                    }
                };
            }
            default -> {
                byte[] o = HostStorage.bools(out);
                return (at, first, count) -> {
                    for (int i = 0, ix = at[0], io = at[1]; i < count; i++, ix += sx, io += so) {
                        o[io] = bool(x[ix] != 0);
                    }
                };
            }
        }
    }

    private static Nest.Row fromLongs(Nest nest, long[] x, Tensor out) {
        int sx = nest.step(0);
        int so = nest.step(1);
        switch (out.dtype()) {
            case FLOAT32 -> {
                float[] o = HostStorage.floats(out);
                return (at, first, count) -> {
                    for (int i = 0, ix = at[0], io = at[1]; i < count; i++, ix += sx, io += so) {
                        o[io] = x[ix];
                    }
                };
            }
            case FLOAT64 -> {
                double[] o = HostStorage.doubles(out);
                return (at, first, count) -> {
                    for (int i = 0, ix = at[0], io = at[1]; i < count; i++, ix += sx, io += so) {
                        o[io] = x[ix];
                    }
                };
            }
            case INT64 -> {
                long[] o = HostStorage.longs(out);
                return (at, first, count) -> {
                    for (int i = 0, ix = at[0], io = at[1]; i < count; i++, ix += sx, io += so) {
                        o[io] = x[ix];
                    }
                };
            }
            default -> {
                byte[] o = HostStorage.bools(out);
                return (at, first, count) -> {
                    for (int i = 0, ix = at[0], io = at[1]; i < count; i++, ix += sx, io += so) {
                        o[io] = bool(x[ix] != 0);
                    }
                };
            }
        }
    }

    private static Nest.Row fromBools(Nest nest, byte[] x, Tensor out) {
        int sx = nest.step(0);
        int so = nest.step(1);
        switch (out.dtype()) {
            case FLOAT32 -> {
                float[] o = HostStorage.floats(out);
                return (at, first, count) -> {
                    for (int i = 0, ix = at[0], io = at[1]; i < count; i++, ix += sx, io += so) {
                        o[io] = x[ix];
                    }
                };
            }
            case FLOAT64 -> {
                double[] o = HostStorage.doubles(out);
                return (at, first, count) -> {
                    for (int i = 0, ix = at[0], io = at[1]; i < count; i++, ix += sx, io += so) {
                        o[io] = x[ix];
                    }
                };
            }
            case INT64 -> {
                long[] o = HostStorage.longs(out);
                return (at, first, count) -> {
                    for (int i = 0, ix = at[0], io = at[1]; i < count; i++, ix += sx, io += so) {
                        o[io] = x[ix];
                    }
                };
            }
            default -> {
                byte[] o = HostStorage.bools(out);
                return (at, first, count) -> {
                    for (int i = 0, ix = at[0], io = at[1]; i < count; i++, ix += sx, io += so) {
                        o[io] = x[ix];
                    }
                };
            }
        }
    }

    void where(Tensor condition, Tensor a, Tensor b, Tensor out) {
        Nest nest = Nest.of(condition, a, b, out);
        byte[] c = HostStorage.bools(condition);
        int sc = nest.step(0);
        int sa = nest.step(1);
        int sb = nest.step(2);
        int so = nest.step(3);
        Nest.Row row =
                switch (out.dtype()) {
                    case FLOAT32 -> {
                        float[] x = HostStorage.floats(a);
                        float[] y = HostStorage.floats(b);
                        float[] o = HostStorage.floats(out);
                        yield (at, first, count) -> {
                            for (int i = 0, ic = at[0], ia = at[1], ib = at[2], io = at[3]; i < count; i++) {
                                o[io] = c[ic] != 0 ? x[ia] : y[ib];
                                ic += sc;
                                ia += sa;
                                ib += sb;
                                io += so;
                            }
                        };
                    }
                    case FLOAT64 -> {
                        double[] x = HostStorage.doubles(a);
                        double[] y = HostStorage.doubles(b);
                        double[] o = HostStorage.doubles(out);
                        yield (at, first, count) -> {
                            for (int i = 0, ic = at[0], ia = at[1], ib = at[2], io = at[3]; i < count; i++) {
                                o[io] = c[ic] != 0 ? x[ia] : y[ib];
                                ic += sc;
                                ia += sa;
                                ib += sb;
                                io += so;
                            }
                        };
                    }
                    case INT64 -> {
                        long[] x = HostStorage.longs(a);
                        long[] y = HostStorage.longs(b);
                        long[] o = HostStorage.longs(out);
                        yield (at, first, count) -> {
                            for (int i = 0, ic = at[0], ia = at[1], ib = at[2], io = at[3]; i < count; i++) {
                                o[io] = c[ic] != 0 ? x[ia] : y[ib];
                                ic += sc;
                                ia += sa;
                                ib += sb;
                                io += so;
                            }
                        };
                    }
                    case BOOL -> {
                        byte[] x = HostStorage.bools(a);
                        byte[] y = HostStorage.bools(b);
                        byte[] o = HostStorage.bools(out);
                        yield (at, first, count) -> {
                            for (int i = 0, ic = at[0], ia = at[1], ib = at[2], io = at[3]; i < count; i++) {
                                o[io] = c[ic] != 0 ? x[ia] : y[ib];
                                ic += sc;
                                ia += sa;
                                ib += sb;
                                io += so;
                            }
                        };
                    }
                };
        workers.split(nest.size(), GRAIN, (from, to) -> nest.forEach(from, to, row));
    }

    static byte bool(boolean value) {
        return (byte) (value ? 1 : 0);
    }
}
