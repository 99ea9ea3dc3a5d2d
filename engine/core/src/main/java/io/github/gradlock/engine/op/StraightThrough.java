package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Tensor;

/** Corrections of a value that its derivative does not see, as PyTorch makes them in place under {@code no_grad}. */
final class StraightThrough {
    private StraightThrough() {}

    /** Raises to {@code low} what lies below; the derivative is 1 everywhere. */
    static Tensor clampMin(Tensor x, double low) {
        Tensor zero = Arithmetic.sub(x, Views.detach(x));
        return Arithmetic.where(Comparisons.lt(x, low), Arithmetic.add(zero, low), x);
    }
}
