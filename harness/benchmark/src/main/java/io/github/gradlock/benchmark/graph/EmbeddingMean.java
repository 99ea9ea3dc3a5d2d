package io.github.gradlock.benchmark.graph;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** Rows of a table, looked up, weighted and added up; the gradient is added into the table again. */
public final class EmbeddingMean {
    private EmbeddingMean() {}

    /**
     * Records the gradients of the table and of the weights.
     *
     * @param table {@code [v, d]}
     * @param index {@code [n]}, whole numbers below {@code v}
     * @param weight {@code [n, d]}
     */
    public static void run(Tape tape, Value table, Value index, Value weight) {
        Value rows = tape.apply("index_select", EmbeddingMean::select, weight.shape(), table, index);
        Value weighted = tape.mul(rows, weight);
        Value pooled = tape.sumColumns(weighted);
        Value activated = tape.map("tanh", StrictMath::tanh, pooled);
        tape.sum(activated);
        tape.turn();
        Value dPooled = tape.map("tanh_backward", a -> 1 - a * a, activated);
        Value dRows = tape.mul(weight, dPooled);
        Value dWeight = tape.mul(rows, dPooled);
        Value dTable = tape.apply("index_add", inputs -> add(inputs, table.count()), table.shape(), dRows, index);
        tape.gradient("table", dTable);
        tape.gradient("weight", dWeight);
    }

    private static double[] select(Value... inputs) {
        int width = inputs[0].size(1);
        double[] result = new double[inputs[1].count() * width];
        for (int i = 0; i < inputs[1].count(); i++) {
            System.arraycopy(inputs[0].row((int) inputs[1].at(i)), 0, result, i * width, width);
        }
        return result;
    }

    /** Adds the rows of a source into a table of zeros, in their order. */
    public static double[] add(Value[] inputs, int size) {
        double[] result = new double[size];
        int width = inputs[0].size(1);
        for (int i = 0; i < inputs[0].count(); i++) {
            result[(int) inputs[1].at(i / width) * width + i % width] += inputs[0].at(i);
        }
        return result;
    }

    /** Returns the correct kernel of the backward {@code index_add}, for a fault that is right on one side. */
    public static Kernel adding(int size) {
        return inputs -> add(inputs, size);
    }
}
