package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Stands where the derivative of a derivative is not known. */
final class OnceDifferentiableNode extends Node {
    private final String function;
    private final GradientSpec spec;

    OnceDifferentiableNode(String function, GradientSpec spec, @Nullable Edge... edges) {
        super(edges);
        this.function = function;
        this.spec = spec;
    }

    @Override
    public String name() {
        return "OnceDifferentiable";
    }

    @Override
    GradientSpec gradient(int slot) {
        return spec;
    }

    @Override
    int slotCount() {
        return 1;
    }

    @Override
    @Nullable
    Tensor[] run(@Nullable Tensor[] gradients, boolean[] wanted, boolean createGraph) {
        throw new IllegalStateException(
                "trying to differentiate twice a function that was marked with onceDifferentiable: "
                        + function
                        + ". Write its backward in operations on the given tensors and drop the mark, or do without"
                        + " second derivatives and forward mode through it.");
    }
}
