package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.nn.MultiHeadAttention.Mask;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Encoder layers one after the other, named {@code layers.0} and so on as in {@code torch.nn.TransformerEncoder}. */
public final class TransformerEncoder extends Module {
    private final List<TransformerEncoderLayer> layers = new ArrayList<>();

    /** Makes {@code count} layers with parameters of their own. */
    public TransformerEncoder(int count, TransformerOptions options, Initialiser initialiser) {
        ModuleList list = module("layers", new ModuleList());
        for (int i = 0; i < count; i++) {
            layers.add(list.append(new TransformerEncoderLayer(options, initialiser)));
        }
    }

    @Override
    public Tensor forward(Tensor input) {
        return encoded(input, Mask.NONE);
    }

    /** Encodes {@code [batch, length, width]}, with a mask for every layer. */
    public Tensor encode(Tensor input, Mask mask) {
        return told(input, encoded(input, mask));
    }

    private Tensor encoded(Tensor input, Mask mask) {
        Tensor result = input;
        for (TransformerEncoderLayer layer : layers) {
            result = layer.encode(result, mask);
        }
        return result;
    }
}
