package io.github.gradlock.benchmark.graph;

import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** Squared error of two linear layers with a rectifier between them. */
public final class Perceptron {
    private Perceptron() {}

    /**
     * Records the gradients of the mean squared error.
     *
     * @param x samples {@code [n, k]}
     * @param w weights {@code [k, h]}
     * @param bias of the hidden layer {@code [h]}
     * @param v weights {@code [h, m]}
     * @param target {@code [n, m]}
     */
    public static void run(Tape tape, Value x, Value w, Value bias, Value v, Value target) {
        double count = target.count();
        Value hidden = tape.add(tape.matmul(x, w), bias);
        Value active = tape.map("relu", a -> a > 0 ? a : 0, hidden);
        Value error = tape.sub(tape.matmul(active, v), target);
        Value squared = tape.map("square", a -> a * a, error);
        tape.map("div", a -> a / count, tape.sum(squared));
        tape.turn();
        Value dOutput = tape.map("mul", a -> a * (2 / count), error);
        Value dV = tape.matmul(tape.t(active), dOutput);
        Value dActive = tape.matmul(dOutput, tape.t(v));
        Value dHidden = tape.zip("threshold_backward", (a, b) -> b > 0 ? a : 0, dActive, hidden);
        Value dW = tape.matmul(tape.t(x), dHidden);
        Value dBias = tape.sumColumns(dHidden);
        tape.gradient("v", dV);
        tape.gradient("w", dW);
        tape.gradient("bias", dBias);
    }
}
