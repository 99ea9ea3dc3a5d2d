package io.github.gradlock.engine.tensor;

import io.github.gradlock.engine.op.InPlace;

/** Changes in place, as methods of a tensor; they return the tensor itself. */
public sealed interface InPlaceMethods permits Tensor {
    /** Adds a tensor. */
    default Tensor add_(Tensor other) {
        return InPlace.add((Tensor) this, other);
    }

    /** Subtracts a tensor. */
    default Tensor sub_(Tensor other) {
        return InPlace.sub((Tensor) this, other);
    }

    /** Multiplies with a tensor. */
    default Tensor mul_(Tensor other) {
        return InPlace.mul((Tensor) this, other);
    }

    /** Adds a number. */
    default Tensor add_(Number other) {
        return InPlace.add((Tensor) this, other);
    }

    /** Multiplies with a number. */
    default Tensor mul_(Number other) {
        return InPlace.mul((Tensor) this, other);
    }

    /** Sets every element to zero. */
    default Tensor zero_() {
        return InPlace.zero((Tensor) this);
    }

    /** Sets every element to a number. */
    default Tensor fill_(Number value) {
        return InPlace.fill((Tensor) this, value);
    }

    /** Copies a tensor, broadcast and converted. */
    default Tensor copy_(Tensor source) {
        return InPlace.copy((Tensor) this, source);
    }
}
