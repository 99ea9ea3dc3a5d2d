package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** The backward step of a change in place that kept nothing of what was there: zeros for that, and all for the new elements. */
final class OverwriteNode extends Node {
    private final String name;
    private final GradientSpec spec;

    OverwriteNode(String operation, GradientSpec spec, @Nullable Edge before, @Nullable Edge value) {
        super(before, value);
        this.name = OpNode.backwardName(operation);
        this.spec = spec;
    }

    @Override
    public String name() {
        return name;
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
        return new Tensor[] {wanted[0] ? spec.zeros() : null, gradients[0]};
    }
}
