package io.github.gradlock.benchmarks;

import io.github.gradlock.engine.nn.Lstm;
import io.github.gradlock.engine.nn.TransformerEncoderLayer;
import io.github.gradlock.engine.nn.TransformerOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Large layers, forward and backward. */
final class Layers {
    private Layers() {}

    /** A layer of a transformer's encoder; PyTorch's is what its Python module does in training, without dropout. */
    static Work transformer(Scale scale) {
        int width = scale.of(256);
        int heads = 8;
        int hidden = 4 * width;
        int length = scale.of(64);
        int batch = 8;
        int[] sizes = {batch, length, width};
        return new Network(
                        () -> new TransformerEncoderLayer(
                                TransformerOptions.of(width, heads, hidden), Networks.initialiser()),
                        (p, x) -> encoded(p, x, heads))
                .backward(
                        "transformer_layer_backward",
                        Scale.text(sizes) + "-" + heads + "heads",
                        Values.normal(26, sizes),
                        Values.normal(27, sizes));
    }

    private static Tensor encoded(TorchParameters p, Tensor x, int heads) {
        Tensor attended = p.layerNorm("norm1", x.add(attended(p, x, heads)));
        Tensor fed = p.linear("linear2", torch.relu(p.linear("linear1", attended)));
        return p.layerNorm("norm2", attended.add(fed));
    }

    private static Tensor attended(TorchParameters p, Tensor x, int heads) {
        long batch = x.size(0);
        long length = x.size(1);
        long width = x.size(2);
        Tensor projected = p.linear("self_attn.in_proj_weight", "self_attn.in_proj_bias", x)
                .view(batch, length, 3, heads, width / heads)
                .permute(2, 0, 3, 1, 4);
        Tensor attended = torch.scaled_dot_product_attention(
                projected.select(0, 0), projected.select(0, 1), projected.select(0, 2));
        return p.linear("self_attn.out_proj", attended.transpose(1, 2).reshape(batch, length, width));
    }

    /** A layer of long short-term memory, over a sequence. */
    static Work lstm(Scale scale) {
        int hidden = scale.of(128);
        int length = scale.of(32);
        int batch = 16;
        return new Network(() -> new Lstm(hidden, hidden, Networks.initialiser()), (p, x) -> lstm(p, x, hidden))
                .backward(
                        "lstm_backward",
                        Scale.text(length, batch, hidden),
                        Values.normal(28, length, batch, hidden),
                        Values.normal(29, length, batch, hidden));
    }

    private static Tensor lstm(TorchParameters p, Tensor x, int hidden) {
        Tensor zeros = torch.zeros(1, x.size(1), hidden);
        TensorVector weights = new TensorVector(
                p.get("weight_ih_l0"), p.get("weight_hh_l0"), p.get("bias_ih_l0"), p.get("bias_hh_l0"));
        return torch.lstm(x, new TensorVector(zeros, zeros), weights, true, 1, 0, true, false, false)
                .get0();
    }
}
