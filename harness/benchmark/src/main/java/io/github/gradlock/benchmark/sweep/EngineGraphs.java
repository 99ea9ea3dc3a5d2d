package io.github.gradlock.benchmark.sweep;

import io.github.gradlock.benchmark.Data;
import io.github.gradlock.engine.linalg.Linalg;
import io.github.gradlock.engine.op.Attention;
import io.github.gradlock.engine.op.ChannelNormalisations;
import io.github.gradlock.engine.op.Convolutions;
import io.github.gradlock.engine.op.Embeddings;
import io.github.gradlock.engine.op.Losses;
import io.github.gradlock.engine.op.Normalisations;
import io.github.gradlock.engine.op.Pooling;
import io.github.gradlock.engine.op.RecurrentCells;
import io.github.gradlock.engine.op.Window;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import io.github.gradlock.protocol.ElementType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The ten gradients of the sweep: small, of many kinds, half of them in each floating type. */
final class EngineGraphs {
    private static final DType F32 = DType.FLOAT32;
    private static final DType F64 = DType.FLOAT64;

    private EngineGraphs() {}

    /** Returns all ten. */
    static List<EngineGraph> all() {
        return List.of(
                linearRegression(),
                classifier(),
                perceptron(),
                convolution(),
                layerNorm(),
                attention(),
                embedding(),
                lstm(),
                pointwise(),
                cholesky());
    }

    private static EngineGraph linearRegression() {
        Tensor x = data(F64, 11, 8, 3);
        Tensor y = data(F64, 12, 8, 1);
        return graph(
                "linear",
                leaves(F64, new int[] {3, 1}, new int[] {1}),
                in -> Losses.mseLoss(x.matmul(in.get(0)).add(in.get(1)), y));
    }

    private static EngineGraph classifier() {
        Tensor labels = Tensors.of(new long[] {2, 0, 3, 1, 2}, 5);
        return graph(
                "classifier",
                leaves(F32, new int[] {5, 6}, new int[] {6, 4}),
                in -> Losses.crossEntropy(in.get(0).matmul(in.get(1)), labels));
    }

    private static EngineGraph perceptron() {
        Tensor y = data(F32, 13, 6, 2);
        return graph(
                "perceptron", leaves(F32, new int[] {6, 4}, new int[] {4, 5}, new int[] {5}, new int[] {5, 2}), in -> {
                    Tensor hidden = in.get(0).matmul(in.get(1)).add(in.get(2)).tanh();
                    return Losses.mseLoss(hidden.matmul(in.get(3)).relu(), y);
                });
    }

    private static EngineGraph convolution() {
        return graph("convolution", leaves(F32, new int[] {2, 2, 6, 6}, new int[] {3, 2, 3, 3}, new int[] {3}), in -> {
            Tensor filtered = Convolutions.conv2d(in.get(0), in.get(1), in.get(2));
            return Pooling.maxPool2d(filtered.gelu(), Window.pooling(2)).square().sum();
        });
    }

    private static EngineGraph layerNorm() {
        Tensor c = data(F64, 14, 4, 6);
        return graph("layernorm", leaves(F64, new int[] {4, 6}, new int[] {6}, new int[] {6}), in -> Normalisations.layerNorm(
                        in.get(0), Shape.of(6), in.get(1), in.get(2), 1e-5)
                .silu()
                .mul(c)
                .sum());
    }

    private static EngineGraph attention() {
        Tensor c = data(F32, 15, 5, 3);
        return graph(
                "attention",
                leaves(F32, new int[] {5, 4}, new int[] {6, 4}, new int[] {6, 3}),
                in -> Attention.scaledDotProduct(in.get(0), in.get(1), in.get(2))
                        .mul(c)
                        .mean());
    }

    private static EngineGraph embedding() {
        Tensor index = Tensors.of(new long[] {3, 1, 4, 1, 5, 2, 6, 5}, 8);
        return graph("embedding", leaves(F64, new int[] {7, 4}, new int[] {2, 4, 3}), in -> {
            Tensor rows = Embeddings.embedding(in.get(0), index, Embeddings.Options.DEFAULT);
            return rows.reshape(2, 4, 4).matmul(in.get(1)).sigmoid().prod(2, false).sum();
        });
    }

    private static EngineGraph lstm() {
        Tensor x = data(F32, 16, 2, 3);
        return graph(
                "lstm",
                leaves(F32, new int[] {16, 3}, new int[] {16, 4}, new int[] {16}, new int[] {2, 4}, new int[] {2, 4}),
                in -> {
                    RecurrentCells.Weights weights =
                            new RecurrentCells.Weights(in.get(0), in.get(1), in.get(2), null);
                    RecurrentCells.LstmState state = new RecurrentCells.LstmState(in.get(3), in.get(4));
                    return RecurrentCells.lstm(x, state, weights).hidden().square().mean();
                });
    }

    private static EngineGraph pointwise() {
        return graph("pointwise", leaves(F64, new int[] {3, 7}, new int[] {3, 7}), in -> {
            Tensor wave = in.get(0).mul(3).sin().exp().add(in.get(1).abs().add(0.5).log());
            return wave.div(in.get(1).square().add(1).sqrt()).logsumexp(1).sum();
        });
    }

    private static EngineGraph cholesky() {
        Tensor c = data(F64, 17, 4, 2);
        return graph("cholesky", leaves(F64, new int[] {4, 4}, new int[] {4, 2}), in -> {
            Tensor a = in.get(0).matmul(in.get(0).t()).add(Tensors.eye(4, F64).mul(3));
            Tensor solved = Linalg.solve(a, in.get(1));
            Tensor scale = Linalg.cholesky(a, false).diagonal().log().sum();
            Tensor normed = ChannelNormalisations.batchNorm(solved, null, null, 1e-3);
            return normed.mul(c).sum().add(scale);
        });
    }

    private static EngineGraph graph(String name, List<Tensor> leaves, Function<List<Tensor>, Tensor> loss) {
        return new EngineGraph(name, leaves, loss);
    }

    private static List<Tensor> leaves(DType dtype, int[]... shapes) {
        List<Tensor> leaves = new ArrayList<>();
        for (int i = 0; i < shapes.length; i++) {
            leaves.add(data(dtype, i + 1, shapes[i]));
        }
        return leaves;
    }

    private static Tensor data(DType dtype, long seed, int... shape) {
        double[] values = Data.uniform(
                        dtype == F32 ? ElementType.F32 : ElementType.F64,
                        seed,
                        IntStream.of(shape).asLongStream().toArray())
                .elements();
        return Tensors.of(values, shape).to(dtype);
    }
}
