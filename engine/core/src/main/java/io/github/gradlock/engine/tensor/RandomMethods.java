package io.github.gradlock.engine.tensor;

import io.github.gradlock.engine.op.InPlace;
import io.github.gradlock.engine.op.Randoms;

/** Random numbers, as methods of a tensor; those with {@code _} change the tensor itself and return it. {@link Tensors} makes new ones. */
public sealed interface RandomMethods permits Tensor {
    /** Draws from [low, high), evenly. */
    default Tensor uniform_(Generator generator, double low, double high) {
        return InPlace.uniform((Tensor) this, generator, low, high);
    }

    /** Draws from [0, 1), evenly. */
    default Tensor uniform_(Generator generator) {
        return InPlace.uniform((Tensor) this, generator, 0, 1);
    }

    /** Draws from the normal distribution of a mean and a standard deviation. */
    default Tensor normal_(Generator generator, double mean, double std) {
        return InPlace.normal((Tensor) this, generator, mean, std);
    }

    /** Draws from the normal distribution with mean 0 and variance 1. */
    default Tensor normal_(Generator generator) {
        return InPlace.normal((Tensor) this, generator, 0, 1);
    }

    /** Draws 1 with a probability and 0 otherwise. */
    default Tensor bernoulli_(Generator generator, double p) {
        return InPlace.bernoulli((Tensor) this, generator, p);
    }

    /** Returns 0 or 1 for each element, which is the probability of 1; a tensor of its own, and a constant. */
    default Tensor bernoulli(Generator generator) {
        return Randoms.bernoulli(generator, (Tensor) this);
    }
}
