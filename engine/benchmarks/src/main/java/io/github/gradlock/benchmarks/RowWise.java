package io.github.gradlock.benchmarks;

import io.github.gradlock.engine.op.Losses;
import io.github.gradlock.engine.op.Normalisations;
import io.github.gradlock.engine.tensor.Shape;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Sums, softmax, normalisations and losses over rows and columns. */
final class RowWise {
    private static final int N = 1024;
    private static final int CLASSES = 1000;
    private static final int BATCH = 128;
    private static final double EPS = 1e-5;

    private RowWise() {}

    static List<Work> rows(Scale scale) {
        int n = scale.of(N);
        return List.of(
                matrix("sum_all", n, x -> x[0].sum(), x -> x[0].sum()),
                matrix("sum_rows", n, x -> x[0].sum(1), x -> x[0].sum(1)).inQuick(),
                matrix("sum_columns", n, x -> x[0].sum(0), x -> x[0].sum(0)).inQuick(),
                matrix("softmax_rows", n, x -> x[0].softmax(1), x -> x[0].softmax(1))
                        .inQuick(),
                matrix("softmax_columns", n, x -> x[0].softmax(0), x -> x[0].softmax(0)),
                layerNorm("layer_norm_rows", n, false, false).inQuick(),
                layerNorm("layer_norm_columns", n, true, false),
                Work.of(
                                "softmax_backward",
                                Scale.text(n, n),
                                () -> List.of(
                                        Values.normal(5, n, n).leaf(),
                                        Values.normal(6, n, n).cotangent()),
                                x -> x[0].softmax(1),
                                x -> x[0].softmax(1))
                        .inQuick(),
                layerNorm("layer_norm_backward", n, false, true).inQuick(),
                crossEntropy(scale.of(BATCH), scale.of(CLASSES)).inQuick());
    }

    private static Work matrix(String name, int n, Work.Ours ours, Work.Theirs theirs) {
        return Work.of(name, Scale.text(n, n), () -> List.of(Values.normal(5, n, n)), ours, theirs);
    }

    /** Over columns it is the norm of the transposed matrix, on both sides. */
    private static Work layerNorm(String name, int n, boolean columns, boolean backward) {
        Values weight = Values.uniform(7, 0.5, 1.5, n);
        Values bias = Values.uniform(8, -0.5, 0.5, n);
        return Work.of(
                name,
                Scale.text(n, n),
                () -> backward
                        ? List.of(
                                Values.normal(5, n, n).leaf(),
                                weight.leaf(),
                                bias.leaf(),
                                Values.normal(6, n, n).cotangent())
                        : List.of(Values.normal(5, n, n), weight, bias),
                x -> Normalisations.layerNorm(columns ? x[0].t() : x[0], Shape.of(n), x[1], x[2], EPS),
                x -> torchNorm(columns ? x[0].t() : x[0], x[1], x[2]));
    }

    /** PyTorch's layer norm over the last dimension. */
    static Tensor torchNorm(Tensor x, Tensor weight, Tensor bias) {
        return torch.layer_norm(
                x, new long[] {weight.numel()}, new TensorOptional(weight), new TensorOptional(bias), EPS, false);
    }

    private static Work crossEntropy(int batch, int classes) {
        return Work.of(
                "cross_entropy_backward",
                Scale.text(batch, classes),
                () -> List.of(Values.normal(9, batch, classes).leaf(), Values.classes(10, classes, batch)),
                x -> Losses.crossEntropy(x[0], x[1]),
                x -> torch.cross_entropy_loss(x[0], x[1]));
    }
}
