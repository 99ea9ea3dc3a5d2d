package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.op.MatrixProducts;
import io.github.gradlock.engine.tensor.Repr;
import io.github.gradlock.engine.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** {@code y_k = xᵀ W_k z + b_k} of two inputs; W and b begin between plus and minus {@code 1 / sqrt(in1)}. */
public final class Bilinear extends Module {
    private final Tensor weight;
    private final @Nullable Tensor bias;

    /** Maps the last dimensions, {@code in1} and {@code in2}, to {@code out}. */
    public Bilinear(int in1, int in2, int out, boolean bias, Initialiser initialiser) {
        weight = parameter("weight", initialiser.fanIn(in1, out, in1, in2));
        this.bias = bias ? parameter("bias", initialiser.fanIn(in1, out)) : null;
    }

    /** Takes an input for both. */
    @Override
    public Tensor forward(Tensor input) {
        return mapped(input, input);
    }

    /**
     * Maps {@code x [*, in1]} and {@code z [*, in2]} to {@code [*, out]}.
     *
     * @throws IllegalArgumentException naming the shapes, if they do not fit
     */
    public Tensor apply(Tensor x, Tensor z) {
        return told(x, mapped(x, z));
    }

    private Tensor mapped(Tensor x, Tensor z) {
        return MatrixProducts.bilinear(x, z, weight, bias);
    }

    @Override
    protected String extraRepr() {
        return "in1_features=" + weight.size(1) + ", in2_features=" + weight.size(2) + ", out_features="
                + weight.size(0) + ", bias=" + Repr.of(bias != null);
    }
}
