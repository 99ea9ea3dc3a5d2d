package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.op.MatrixProducts;
import io.github.gradlock.engine.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * {@code x Wᵀ + b}: {@code [*, in]} to {@code [*, out]}, in the dtype of the parameters; W, {@code [out, in]}, and b, {@code [out]},
 * begin between plus and minus {@code 1 / sqrt(in)}. What does not fit is an {@link IllegalArgumentException} naming the shapes.
 */
public final class Linear extends Module {
    private final Tensor weight;
    private final @Nullable Tensor bias;

    /** Maps the last dimension from {@code in} to {@code out}, with a bias. */
    public Linear(int in, int out, Initialiser initialiser) {
        this(in, out, true, initialiser);
    }

    /** Maps the last dimension from {@code in} to {@code out}, with or without a bias. */
    public Linear(int in, int out, boolean bias, Initialiser initialiser) {
        this(
                initialiser.fanIn(Values.requireSize("in_features", in), Values.requireSize("out_features", out), in),
                bias ? initialiser.fanIn(in, out) : null);
    }

    /** Begins with given parameters, {@code [out, in]} and {@code [out]}. */
    Linear(Tensor weight, @Nullable Tensor bias) {
        this.weight = parameter("weight", weight);
        this.bias = bias == null ? null : parameter("bias", bias);
    }

    @Override
    public Tensor forward(Tensor input) {
        return MatrixProducts.linear(input, weight, bias);
    }

    @Override
    protected String extraRepr() {
        return "in_features=" + weight.size(1) + ", out_features=" + weight.size(0) + ", bias="
                + (bias == null ? "False" : "True");
    }
}
