package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Generator;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;

/**
 * Random tensors. Each takes its samples from the next stream of a generator, and is a constant: nothing is differentiated through it.
 * The values are not PyTorch's, whose generators differ between devices.
 */
public final class Randoms {
    private static final double TWO_PI = 6.283185307179586;
    /** Up to here, samples of 53 bits reach every integer of a range. */
    private static final long WIDEST_RANGE = 1L << 53;

    private Randoms() {}

    /** Draws from [0, 1), evenly: multiples of 2^-24 in float32, of 2^-53 in float64. */
    public static Tensor rand(Generator generator, Shape shape, DType dtype) {
        if (!dtype.isFloating()) {
            throw new IllegalArgumentException("rand expected a floating point dtype, got " + dtype);
        }
        return Dispatch.applyOne(new UniformOp(shape, dtype, generator.seed(), generator.nextStream()));
    }

    /** Draws from [0, 1), evenly, in the dtype and on the device of a tensor. */
    static Tensor uniform(Tensor like, Shape shape, long seed, long stream) {
        return Placement.to(Dispatch.applyOne(new UniformOp(shape, like.dtype(), seed, stream)), like.device());
    }

    /**
     * Draws from the normal distribution with mean 0 and variance 1, by the transform of Box and Muller (1958), {@code sqrt(-2 log(1 -
     * u)) cos(2 pi v)}, in float64, rounded to the dtype at the end. Takes two streams, one for u and one for v.
     */
    public static Tensor randn(Generator generator, Shape shape, DType dtype) {
        if (!dtype.isFloating()) {
            throw new IllegalArgumentException("randn expected a floating point dtype, got " + dtype);
        }
        Tensor logs = Functions.log(Arithmetic.rsub(1, rand(generator, shape, DType.FLOAT64)));
        Tensor radius = Functions.sqrt(Arithmetic.mul(logs, -2));
        Tensor angle = Arithmetic.mul(rand(generator, shape, DType.FLOAT64), TWO_PI);
        return Arithmetic.cast(Arithmetic.mul(radius, Functions.cos(angle)), dtype);
    }

    /**
     * Draws int64 from {@code low} on, below {@code high}. A sample u of 53 bits gives {@code low + floor(u (high - low))}, so that
     * probabilities differ by 2^-53 at most.
     *
     * @throws IllegalArgumentException if the range is empty, or wider than 2^53
     */
    public static Tensor randint(Generator generator, long low, long high, Shape shape) {
        long width = high - low;
        if (high <= low) {
            throw new IllegalArgumentException("randint expects 'low' < 'high', but got " + low + " >= " + high);
        }
        if (width <= 0 || width > WIDEST_RANGE) {
            throw new IllegalArgumentException("randint from " + low + " to " + high + " is wider than 2^53");
        }
        Tensor steps = Functions.floor(Arithmetic.mul(rand(generator, shape, DType.FLOAT64), (double) width));
        return Arithmetic.add(Arithmetic.cast(steps, DType.INT64), low);
    }

    /** Draws an order of 0, 1, …, {@code n - 1} (int64): the order that sorts n samples of 53 bits. */
    public static Tensor randperm(Generator generator, int n) {
        return Sorting.argsort(rand(generator, Shape.of(n), DType.FLOAT64), 0, false);
    }

    /** Draws 0 or 1, in the dtype of the probabilities of 1. */
    public static Tensor bernoulli(Generator generator, Tensor probabilities) {
        Tensor wide = Views.detach(Arithmetic.cast(probabilities, DType.FLOAT64));
        if (!probabilities.dtype().isFloating()
                || !Comparisons.allHold(Comparisons.and(Comparisons.ge(wide, 0), Comparisons.le(wide, 1)))) {
            throw new IllegalArgumentException(
                    "bernoulli expects all elements of a floating point tensor to be in the range [0, 1]");
        }
        Tensor samples = Placement.to(rand(generator, probabilities.shape(), DType.FLOAT64), probabilities.device());
        return Arithmetic.cast(Comparisons.lt(samples, wide), probabilities.dtype());
    }
}
