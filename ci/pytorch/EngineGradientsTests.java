import static io.github.gradlock.engine.op.ChannelNormalisations.batchNorm;
import static io.github.gradlock.engine.op.Convolutions.conv2d;
import static io.github.gradlock.engine.op.Normalisations.layerNorm;

import io.github.gradlock.engine.op.ConvolutionOptions;
import io.github.gradlock.engine.op.Distances;
import io.github.gradlock.engine.op.Indexing;
import io.github.gradlock.engine.op.Losses;
import io.github.gradlock.engine.op.MatrixProducts;
import io.github.gradlock.engine.op.Pooling;
import io.github.gradlock.engine.op.Window;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The models of gradients/gradients.py by gradlock's engine, on the same weights and inputs, as cases of the same names. */
class EngineGradientsTests {
    private static final Map<String, Model> MODELS = new TreeMap<>();

    /** A loss of some tensors, and their shapes. */
    private record Model(Function<List<Tensor>, Tensor> loss, int[][] shapes) {}

    private static void model(String name, Function<List<Tensor>, Tensor> loss, int[]... shapes) {
        MODELS.put(name, new Model(loss, shapes));
    }

    private static int[] of(int... shape) {
        return shape;
    }

    static {
        model("attention", t -> attention(t.get(0), t.get(1), t.get(2)).square().sum(), of(4, 48, 64), of(4, 48, 64), of(4, 48, 64));
        model("avg-pool", t -> Pooling.avgPool2d(t.get(0), Window.pooling(3).withStride(2).withPadding(1)).square().sum(), of(4, 8, 33, 33));
        model("batch-norm", t -> batchNorm(t.get(0), t.get(1), t.get(2), 1e-5).tanh().square().sum(), of(64, 32, 5, 5), of(32), of(32));
        model("conv2d", t -> conv2d(t.get(0), t.get(1), t.get(2), ConvolutionOptions.DEFAULT.withPadding(1)).relu().square().sum(),
                of(4, 8, 32, 32), of(16, 8, 3, 3), of(16));
        model("conv2d-stride", t -> conv2d(t.get(0), t.get(1), null, ConvolutionOptions.DEFAULT.withStride(2)).square().mean(),
                of(4, 6, 31, 31), of(12, 6, 5, 5));
        model("cosine", t -> Distances.cosineSimilarity(t.get(0), t.get(1), 1, 1e-8).sum(), of(128, 300), of(128, 300));
        model("cross-entropy", t -> Losses.crossEntropy(t.get(0).matmul(t.get(1)), labels(100, 64)), of(64, 256), of(256, 100));
        model("cumsum", t -> t.get(0).cumsum(1).square().mean(), of(16, 1000));
        model("embedding", t -> Indexing.embedding(t.get(0), labels(50, 4096)).sum(1).tanh().sum(), of(50, 33));
        model("exp-log", t -> t.get(0).exp().add(1).log().sum(), of(200, 500));
        model("gelu-mlp", t -> t.get(0).matmul(t.get(1)).gelu().matmul(t.get(2)).square().mean(), of(64, 256), of(256, 512), of(512, 10));
        model("layer-norm", t -> layerNorm(t.get(0), Shape.of(700), t.get(1), t.get(2), 1e-5).square().sum().sqrt(), of(100, 700), of(700), of(700));
        model("linear", t -> MatrixProducts.linear(t.get(0), t.get(1), t.get(2)).square().sum(), of(96, 333), of(77, 333), of(77));
        model("logsumexp", t -> t.get(0).logsumexp(1).sum(), of(64, 1500));
        model("lstm", t -> lstm(t.get(0), t.get(1), t.get(2), t.get(3)).square().sum(), of(10, 16, 24), of(128, 24), of(128, 32), of(128));
        model("matmul-chain", t -> t.get(0).matmul(t.get(1)).matmul(t.get(2)).mean(), of(100, 200), of(200, 300), of(300, 50));
        model("max-pool", t -> Pooling.maxPool2d(t.get(0), Window.pooling(2)).square().sum(), of(4, 8, 32, 32));
        model("sigmoid-bce", t -> Losses.binaryCrossEntropyWithLogits(t.get(0).matmul(t.get(1)), values(99, 128, 20).add(0.5)),
                of(128, 200), of(200, 20));
        model("sum-squares", t -> t.get(0).square().sum().sqrt(), of(100003));
        model("tanh-mlp", t -> t.get(0).matmul(t.get(1)).tanh().matmul(t.get(2)).square().mean(), of(128, 64), of(64, 96), of(96, 8));
    }

    private static Tensor attention(Tensor q, Tensor k, Tensor v) {
        return q.matmul(k.mT()).div(8).softmax(-1).matmul(v);
    }

    private static Tensor lstm(Tensor x, Tensor w, Tensor u, Tensor b) {
        Tensor h = Tensors.zeros(x.size(1), u.size(1));
        Tensor c = h;
        for (int step = 0; step < x.size(0); step++) {
            List<Tensor> gates = x.select(0, step).matmul(w.T()).add(h.matmul(u.T())).add(b).chunk(4, 1);
            c = gates.get(1).sigmoid().mul(c).add(gates.get(0).sigmoid().mul(gates.get(2).tanh()));
            h = gates.get(3).sigmoid().mul(c.tanh());
        }
        return h;
    }

    private static Tensor labels(int classes, int count) {
        long[] labels = new long[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (long) i * 7 % classes;
        }
        return Tensors.of(labels, count);
    }

    private static Tensor values(int salt, int... shape) {
        float[] values = new float[(int) Shape.of(shape).numel()];
        for (int i = 0; i < values.length; i++) {
            long hashed = ((i + 1L) * 2654435761L + salt * 40503L) % (1L << 32);
            values[i] = (hashed >> 16) / 65536f - 0.5f;
        }
        return Tensors.of(values, shape);
    }

    static Stream<String> names() {
        return MODELS.keySet().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void gradients(String name, GradientRecorder recorder) {
        Model model = MODELS.get(name);
        List<Tensor> leaves = new ArrayList<>();
        for (int[] shape : model.shapes()) {
            leaves.add(values(leaves.size(), shape).requiresGrad_());
        }
        Tensor loss = model.loss().apply(leaves);
        loss.backward();
        recorder.record("loss", loss.toFloatArray());
        for (int i = 0; i < leaves.size(); i++) {
            Tensor grad = leaves.get(i).grad();
            long[] shape = new long[model.shapes()[i].length];
            for (int d = 0; d < shape.length; d++) {
                shape[d] = model.shapes()[i][d];
            }
            recorder.record("grad." + i, grad.toFloatArray(), shape);
        }
    }
}
