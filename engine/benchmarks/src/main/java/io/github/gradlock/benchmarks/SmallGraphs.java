package io.github.gradlock.benchmarks;

import io.github.gradlock.engine.gradcheck.Gradcheck;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.List;

/** Work so small that what is around it counts: dispatch, graph, calls. */
final class SmallGraphs {
    private static final int N = 8;

    private SmallGraphs() {}

    static List<Work> rows() {
        return List.of(
                Work.of(
                                "small_graph",
                                Scale.text(N, N),
                                () -> List.of(
                                        Values.normal(18, N, N).leaf(),
                                        Values.normal(19, N, N).leaf(),
                                        Values.normal(20, N).leaf()),
                                x -> x[0].matmul(x[1]).add(x[2]).tanh().sum(),
                                x -> x[0].matmul(x[1]).add(x[2]).tanh().sum())
                        .inQuick(),
                gradcheck());
    }

    /** libtorch has no gradcheck: PyTorch's is written in Python. */
    private static Work gradcheck() {
        return new Work(
                "gradcheck",
                "matmul-tanh-" + Scale.text(N, N),
                "float64",
                true,
                0,
                () -> List.of(
                        Values.normal(18, N, N).asDoubles().leaf(),
                        Values.normal(19, N, N).asDoubles().leaf()),
                values -> new GradcheckSide(values.stream().map(OurSide::tensor).toList()),
                null);
    }

    /** The check as a side; it gives 1 where it passes, and throws where it does not. */
    private record GradcheckSide(List<Tensor> inputs) implements Side {
        @Override
        public Object run() {
            return Gradcheck.check(x -> x[0].matmul(x[1]).tanh(), inputs);
        }

        @Override
        public List<double[]> results() {
            run();
            return List.of(new double[] {1});
        }

        @Override
        public void close() {
            // The garbage collector has it.
        }
    }
}
