package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Tensor;

/**
 * Mean and variance over dimensions, each computed once.
 *
 * @param mean with the dimensions kept at size 1
 * @param deviation the elements minus the mean
 * @param squares the sum of squared deviations, with the dimensions kept at size 1
 * @param count how many elements there are in a mean
 */
record Moments(Tensor mean, Tensor deviation, Tensor squares, int count) {
    static Moments of(Tensor x, int... dims) {
        Tensor mean = Reductions.mean(x, true, dims);
        Tensor deviation = Arithmetic.sub(x, mean);
        Tensor squares = Reductions.sum(Arithmetic.mul(deviation, deviation), true, dims);
        return new Moments(
                mean, deviation, squares, Axes.of("moments", x.shape(), dims).count());
    }

    /** Returns the variance divided by {@code count - 1}, as a constant. */
    Tensor unbiased() {
        return Arithmetic.div(Views.detach(squares), Math.max(0, count - 1));
    }

    /** Returns {@code (x - mean) / sqrt(biased variance + eps)}. */
    Tensor normalised(double eps) {
        Tensor variance = Arithmetic.div(squares, count);
        return Arithmetic.mul(deviation, Functions.rsqrt(Arithmetic.add(variance, eps)));
    }
}
