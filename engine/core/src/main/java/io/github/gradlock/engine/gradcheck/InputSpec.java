package io.github.gradlock.engine.gradcheck;

import io.github.gradlock.engine.kernel.Providers;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.math.BigInteger;

/**
 * How an input of a sample is drawn: always the same bits for the same seed and stream.
 *
 * @param shape its shape
 * @param kind which values it takes
 * @param low least value, or least absolute value
 * @param high greatest value, or greatest absolute value
 */
record InputSpec(Shape shape, Kind kind, double low, double high) {
    /** Which values an input takes. */
    enum Kind {
        /** Any between low and high. */
        UNIFORM,
        /** Of either sign, with an absolute value between low and high: away from a kink at zero. */
        SIGNED,
        /** No two closer than a quarter, in mixed order: away from ties. */
        DISTINCT
    }

    static InputSpec uniform(double low, double high, int... sizes) {
        return new InputSpec(Shape.of(sizes), Kind.UNIFORM, low, high);
    }

    static InputSpec any(int... sizes) {
        return uniform(-2, 2, sizes);
    }

    static InputSpec positive(int... sizes) {
        return uniform(0.5, 2, sizes);
    }

    static InputSpec signed(int... sizes) {
        return new InputSpec(Shape.of(sizes), Kind.SIGNED, 0.25, 2);
    }

    static InputSpec distinct(int... sizes) {
        return new InputSpec(Shape.of(sizes), Kind.DISTINCT, 0, 0.125);
    }

    /** Draws in float64, and rounds to the dtype: both dtypes see the same point. */
    Tensor draw(DType dtype, long seed, long stream) {
        Tensor samples = Tensors.zeros(shape, DType.FLOAT64);
        Providers.kernels().uniform(seed, stream, samples);
        double[] values = samples.toDoubleArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = value(i, values[i], values.length);
        }
        Tensor drawn = Tensors.of(values, values.length);
        Tensor out = Tensors.zeros(shape, dtype);
        Providers.kernels().copy(drawn.alias(shape, shape.contiguousStrides(), 0), out);
        return out;
    }

    private double value(int index, double sample, int count) {
        return switch (kind) {
            case UNIFORM -> low + sample * (high - low);
            case SIGNED -> {
                double signed = 2 * sample - 1;
                yield signed < 0 ? -low + signed * (high - low) : low + signed * (high - low);
            }
            case DISTINCT -> {
                long place = ((long) index * stride(count) + 5) % count;
                yield 0.375 * (place - count / 2) + low + sample * (high - low);
            }
        };
    }

    /** Returns a step that comes to every place of a circle of {@code count} before it comes to one again. */
    private static int stride(int count) {
        int step = 11;
        while (BigInteger.valueOf(step).gcd(BigInteger.valueOf(count)).intValue() != 1) {
            step += 2;
        }
        return step;
    }
}
