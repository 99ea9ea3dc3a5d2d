package io.github.gradlock.benchmark.graph;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** Mean squared error of a linear model with an offset. */
public final class LeastSquares {
    private LeastSquares() {}

    /**
     * Records the gradients of the loss.
     *
     * @param x samples {@code [n, k]}
     * @param w weights {@code [k, 1]}
     * @param y targets {@code [n, 1]}
     */
    public static void run(Tape tape, Value x, Value w, Value y) {
        double samples = x.size(0);
        Value residual = tape.sub(tape.matmul(x, w), y);
        Value squared = tape.mul(residual, residual);
        Value loss = tape.apply("mean", Kernel.total(Sums::mean), new long[0], squared);
        tape.turn();
        Value dResidual = tape.map("mul", a -> a * (2 / samples), residual);
        Value dW = tape.matmul(tape.t(x), dResidual);
        Value dOffset = tape.sum(dResidual);
        Value norm = tape.map("sqrt", Math::sqrt, tape.sum(tape.mul(dW, dW)));
        Value clipped = tape.zip("div", (a, b) -> a / Math.max(1, b), dW, norm);
        tape.gradient("loss", loss);
        tape.gradient("w", clipped);
        tape.gradient("offset", dOffset);
    }
}
