package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** A layer of a graph network: each node takes the mean of what the nodes before it send. */
final class Messages {
    private Messages() {}

    /** Records the gradients of {@code sum(tanh(mean of messages))}, {@code nodes [n, k], w [k, m]}, edges {@code from [e], to [e]}. */
    static void run(Tape tape, Value nodes, Value w, Value from, Value to) {
        long count = nodes.size(0);
        long[] sums = {count, w.size(1)};
        long[] edges = {from.size(0), w.size(1)};
        Value sent = tape.matmul(nodes, w);
        Value messages = tape.apply("index_select", Messages::select, edges, sent, from);
        Value received = tape.apply("index_add", adding((int) count), sums, messages, to);
        Value degree = tape.apply("bincount", in -> degrees((int) count, in), new long[] {count}, to);
        Value mean = tape.zipRows("div", (a, b) -> a / b, received, degree);
        Value out = tape.map("tanh", StrictMath::tanh, mean);
        tape.sum(out);
        tape.turn();
        Value dMean = tape.map("tanh_backward", a -> 1 - a * a, out);
        Value dReceived = tape.zipRows("div", (a, b) -> a / b, dMean, degree);
        Value dMessages = tape.apply("index_select", Messages::select, edges, dReceived, to);
        Value dSent = tape.apply("index_add", adding((int) count), sums, dMessages, from);
        Value dW = tape.matmul(tape.t(nodes), dSent);
        tape.gradient("w", dW);
        tape.gradient("nodes", tape.matmul(dSent, tape.t(w)));
    }

    static Kernel adding(int nodes) {
        return inputs -> {
            int width = inputs[0].size(1);
            double[] result = new double[nodes * width];
            for (int i = 0; i < inputs[0].count(); i++) {
                result[(int) inputs[1].at(i / width) * width + i % width] += inputs[0].at(i);
            }
            return result;
        };
    }

    static double[] select(Value... inputs) {
        int width = inputs[0].size(1);
        double[] result = new double[inputs[1].count() * width];
        for (int i = 0; i < inputs[1].count(); i++) {
            System.arraycopy(inputs[0].row((int) inputs[1].at(i)), 0, result, i * width, width);
        }
        return result;
    }

    private static double[] degrees(int nodes, Value... inputs) {
        double[] result = new double[nodes];
        for (int i = 0; i < inputs[0].count(); i++) {
            result[(int) inputs[0].at(i)]++;
        }
        for (int i = 0; i < nodes; i++) {
            result[i] = Math.max(1, result[i]);
        }
        return result;
    }
}
