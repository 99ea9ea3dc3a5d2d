package io.github.gradlock.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** The parameters of a network on libtorch, by the names that they have in our module. */
final class TorchParameters {
    private final Map<String, Tensor> byName = new LinkedHashMap<>();

    TorchParameters(Map<String, Values> values) {
        values.forEach((name, numbers) -> byName.put(name, TorchSide.tensor(numbers)));
    }

    /** Returns a parameter. */
    Tensor get(String name) {
        Tensor parameter = byName.get(name);
        if (parameter == null) {
            throw new IllegalArgumentException("no parameter " + name + " in " + byName.keySet());
        }
        return parameter;
    }

    /** Returns all of them, in the order of our module. */
    List<Tensor> all() {
        return List.copyOf(byName.values());
    }

    /** Returns what a linear layer makes of its input. */
    Tensor linear(String name, Tensor x) {
        return linear(name + ".weight", name + ".bias", x);
    }

    /** Returns what a linear layer makes of its input. */
    Tensor linear(String weight, String bias, Tensor x) {
        return torch.linear(x, get(weight), new TensorOptional(get(bias)));
    }

    /** Returns what a convolution with a row of zeros around makes of its input. */
    Tensor convolution(String name, Tensor x) {
        return Convolutions.torchConvolution(x, get(name + ".weight"), get(name + ".bias"), 1);
    }

    /** Returns what a layer norm over the last dimension makes of its input. */
    Tensor layerNorm(String name, Tensor x) {
        return RowWise.torchNorm(x, get(name + ".weight"), get(name + ".bias"));
    }

    void close() {
        byName.values().forEach(Tensor::deallocate);
    }
}
