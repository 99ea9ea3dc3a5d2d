package io.github.gradlock.engine.tensor;

import java.util.function.IntToDoubleFunction;

/** Evenly spaced numbers, by the formulas of PyTorch on a CPU (RangeFactoriesKernel.cpp), each element by itself. */
final class Sequences {
    private Sequences() {}

    /** The product and the sum are rounded in binary64, and then to the dtype. */
    static Tensor arange(double start, double end, double step, DType dtype) {
        if (!dtype.isFloating()) {
            throw new IllegalArgumentException(
                    "arange of floating-point numbers gives floating dtypes, not " + dtype + "; give it integers");
        }
        if (!(step > 0 ? end >= start : step < 0 && end <= start)) {
            throw new IllegalArgumentException(
                    "arange from " + start + " to " + end + " is not reachable with step " + step);
        }
        double count = StrictMath.ceil((end - start) / step);
        if (!(count <= Integer.MAX_VALUE)) {
            throw new IllegalArgumentException("arange from " + start + " to " + end + " with step " + step
                    + " has more elements than a tensor can hold");
        }
        return filled("arange", (int) count, dtype, i -> start + i * step);
    }

    /** From both ends to the middle, so that the last element is the end itself; everything is rounded to the dtype. */
    static Tensor linspace(double start, double end, int steps, DType dtype) {
        return filled("linspace", steps, dtype, steps(start, end, steps, dtype));
    }

    static Tensor logspace(double start, double end, int steps, double base, DType dtype) {
        IntToDoubleFunction exponents = steps(start, end, steps, dtype);
        double rounded = dtype == DType.FLOAT32 ? (float) base : base;
        return filled("logspace", steps, dtype, i -> StrictMath.pow(rounded, exponents.applyAsDouble(i)));
    }

    private static IntToDoubleFunction steps(double start, double end, int steps, DType dtype) {
        if (dtype == DType.FLOAT32) {
            float first = (float) start;
            float last = (float) end;
            float step = (last - first) / (steps - 1);
            return i -> i < steps / 2 || steps == 1 ? first + step(step, i) : last - step(step, steps - 1 - i);
        }
        double first = dtype == DType.INT64 ? (long) start : start;
        double last = dtype == DType.INT64 ? (long) end : end;
        double step = (last - first) / (steps - 1);
        return i -> i < steps / 2 || steps == 1 ? first + step(step, i) : last - step(step, steps - 1 - i);
    }

    /** With a single element there is no step: the quotient was 0 / 0. */
    private static float step(float step, int count) {
        return count == 0 ? 0 : step * count;
    }

    private static double step(double step, int count) {
        return count == 0 ? 0 : step * count;
    }

    private static Tensor filled(String op, int count, DType dtype, IntToDoubleFunction value) {
        if (count < 0) {
            throw new IllegalArgumentException(op + ": number of steps must be non-negative, got " + count);
        }
        Tensor result = Tensors.zerosOnHost(Shape.of(count), dtype);
        for (int i = 0; i < count; i++) {
            double v = value.applyAsDouble(i);
            switch (dtype) {
                case FLOAT32 -> HostStorage.floats(result)[i] = (float) v;
                case FLOAT64 -> HostStorage.doubles(result)[i] = v;
                case INT64 -> HostStorage.longs(result)[i] = (long) v;
                case BOOL -> throw new IllegalArgumentException(op + " is not defined for bool");
            }
        }
        return result;
    }
}
