package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;

/**
 * The mean and variance of channels that training tracks and evaluation uses: constants, which training changes in place.
 *
 * @param mean {@code [c]}
 * @param variance {@code [c]}
 * @param momentum the weight of a new value, 0.1 for instance; the old one weighs {@code 1 - momentum}
 */
public record RunningStatistics(Tensor mean, Tensor variance, double momentum) {
    /** Moves towards the mean and the unbiased variance of a batch, {@code [c]} each. */
    void track(Tensor batchMean, Tensor batchVariance) {
        InPlace.copy(mean, mixed(mean, batchMean));
        InPlace.copy(variance, mixed(variance, batchVariance));
    }

    private Tensor mixed(Tensor old, Tensor batch) {
        return Arithmetic.add(Arithmetic.mul(old, 1 - momentum), Arithmetic.mul(Views.detach(batch), momentum));
    }

    void check(String op, int channels) {
        if (!mean.shape().equals(Shape.of(channels)) || !variance.shape().equals(Shape.of(channels))) {
            throw new IllegalArgumentException("shape mismatch in " + op + ": running mean " + mean.shape()
                    + " and variance " + variance.shape() + ", wanted [" + channels + "]");
        }
    }
}
