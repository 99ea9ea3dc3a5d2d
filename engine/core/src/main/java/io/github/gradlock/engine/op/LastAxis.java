package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Tensor;
import java.util.function.UnaryOperator;

/** Brings a dimension to the end, where scans and sorts work; a zero-dimensional tensor counts as a line of one element. */
final class LastAxis {
    private LastAxis() {}

    /** Applies what keeps the shape and works along the last axis. */
    static Tensor apply(Tensor x, int dim, UnaryOperator<Tensor> function) {
        if (x.shape().axis(dim) == x.rank() - 1) {
            return function.apply(x);
        }
        return x.rank() == 0
                ? Views.reshape(function.apply(Views.reshape(x, 1)), x.shape())
                : Views.transpose(function.apply(Views.transpose(x, dim, -1)), dim, -1);
    }
}
