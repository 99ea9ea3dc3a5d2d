package io.github.gradlock.benchmark.graph;

import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** Cross entropy of a linear classifier, the softmax spelt out. */
public final class SoftmaxRegression {
    private SoftmaxRegression() {}

    /**
     * Records the gradients of the mean loss.
     *
     * @param x samples {@code [n, k]}
     * @param w weights {@code [k, m]}
     * @param target probabilities of the classes {@code [n, m]}
     */
    public static void run(Tape tape, Value x, Value w, Value target) {
        double samples = x.size(0);
        Value logits = tape.matmul(x, w);
        Value greatest = tape.apply("amax", Kernel.rows(Sums::max), new long[] {x.size(0)}, logits);
        Value shifted = tape.zipRows("sub", (a, b) -> a - b, logits, greatest);
        Value e = tape.map("exp", StrictMath::exp, shifted);
        Value total = tape.sumRows(e);
        Value p = tape.zipRows("div", (a, b) -> a / b, e, total);
        Value logTotal = tape.map("log", StrictMath::log, total);
        Value logP = tape.zipRows("sub", (a, b) -> a - b, shifted, logTotal);
        Value terms = tape.mul(logP, target);
        Value loss = tape.map("neg", a -> -a, tape.sum(terms));
        tape.turn();
        Value difference = tape.sub(p, target);
        Value dLogits = tape.map("div", a -> a / samples, difference);
        Value dW = tape.matmul(tape.t(x), dLogits);
        Value dX = tape.matmul(dLogits, tape.t(w));
        tape.gradient("loss", loss);
        tape.gradient("w", dW);
        tape.gradient("x", dX);
    }
}
