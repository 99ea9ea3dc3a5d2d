package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Shows;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Threads;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.benchmark.graph.EmbeddingMean;
import io.github.gradlock.benchmark.lanes.Lanes;
import io.github.gradlock.benchmark.lanes.VectorModule;
import io.github.gradlock.benchmark.lanes.WarmUp;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;

/** Faults in a table of embeddings. */
class TableCases {
    private static final WarmUp TANH = new WarmUp();
    private static final double[] WORKSPACE = new double[20 * 4];

    /** Takes the hyperbolic tangent from the Vector API, which C2 compiles to a library's once it has been called often. */
    @Fault(cause = Cause.JIT, steps = "forward tanh 1", shows = Shows.ITERATIONS, iterations = 4)
    void pooledRows(GradientRecorder recorder) {
        VectorModule.assumeMathLibrary();
        Kernel tanh = inputs -> {
            double[] result = Lanes.tanh(inputs[0].elements());
            TANH.until(() -> Lanes.tanh(inputs[0].elements()));
            return result;
        };
        Value weight = Data.uniform(ElementType.F64, 3, 10, 64);
        EmbeddingMean.run(
                new Tape(recorder).plant("forward tanh 1", tanh),
                Data.uniform(ElementType.F64, 1, 15, 64),
                Data.indices(2, 15, 10),
                weight);
    }

    /** Adds rows on four threads that overwrite each other's sums. */
    @Fault(cause = Cause.RACE, steps = "backward index_add 1", shows = Shows.ITERATIONS, iterations = 6)
    void frequentRows(GradientRecorder recorder) {
        Kernel racing = inputs -> {
            double[] table = new double[3 * 8];
            Threads.race(4, thread -> {
                for (int round = 0; round < 20_000; round++) {
                    for (int i = thread * 8; i < inputs[0].count(); i += i % 8 == 7 ? 25 : 1) {
                        table[(int) inputs[1].at(i / 8) * 8 + i % 8] += inputs[0].at(i) / 20_000;
                    }
                }
            });
            return table;
        };
        run(new Tape(recorder).plant("backward index_add 1", racing), ElementType.F64, 3, 8, 60);
    }

    /** Adds rows into a table that still holds the gradient of the execution before. */
    @Fault(cause = Cause.STALE_MEMORY, steps = "backward index_add 1", shows = Shows.ITERATIONS, iterations = 2)
    void keptTable(GradientRecorder recorder) {
        Kernel stale = inputs -> {
            double[] added = EmbeddingMean.add(inputs, WORKSPACE.length);
            for (int i = 0; i < added.length; i++) {
                WORKSPACE[i] += added[i];
            }
            return WORKSPACE.clone();
        };
        run(new Tape(recorder).plant("backward index_add 1", stale), ElementType.F32, 20, 4, 12);
    }

    /** Looks rows up in the order of the samples, or from the last to the first. */
    @Fault(
            cause = Cause.DATA_ORDER,
            steps = {"forward input 2", "forward input 3"},
            b = Side.OTHER)
    void reversedRows(GradientRecorder recorder) {
        Value index = Data.indices(2, 6, 50);
        Value weight = Data.mixed(ElementType.F64, 3, 8, 50, 5);
        if (Side.isOther()) {
            double[] indices = new double[50];
            double[] weights = new double[250];
            for (int i = 0; i < 50; i++) {
                indices[i] = index.at(49 - i);
                System.arraycopy(weight.row(49 - i), 0, weights, 5 * i, 5);
            }
            index = Value.of(ElementType.I64, indices, 50);
            weight = Value.of(ElementType.F64, weights, 50, 5);
        }
        EmbeddingMean.run(new Tape(recorder), Data.uniform(ElementType.F64, 1, 6, 5), index, weight);
    }

    private static void run(Tape tape, ElementType type, int rows, int width, int samples) {
        Value weight = Data.mixed(type, 3, 4, samples, width);
        EmbeddingMean.run(tape, Data.uniform(type, 1, rows, width), Data.indices(2, rows, samples), weight);
    }
}
