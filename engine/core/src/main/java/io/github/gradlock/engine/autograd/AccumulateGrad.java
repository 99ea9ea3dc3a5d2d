package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.op.Arithmetic;
import io.github.gradlock.engine.op.InPlace;
import io.github.gradlock.engine.op.Views;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The end of a path: adds what arrives to the gradient of a leaf. All of them run after every other node. */
final class AccumulateGrad extends Node {
    private final Tensor leaf;
    private @Nullable HookList<Consumer<Tensor>> postAccumulate;

    AccumulateGrad(Tensor leaf) {
        this.leaf = leaf;
    }

    @Override
    public String name() {
        return "AccumulateGrad";
    }

    @Override
    GradientSpec gradient(int slot) {
        return GradientSpec.of(leaf);
    }

    @Override
    String tensorText(int slot) {
        return "a leaf, " + gradient(slot);
    }

    Tensor leaf() {
        return leaf;
    }

    @Override
    int slotCount() {
        return 1;
    }

    HookHandle addPostAccumulate(Consumer<Tensor> hook) {
        if (postAccumulate == null) {
            postAccumulate = new HookList<>();
        }
        return postAccumulate.add(hook);
    }

    /** The gradient is copied if the same tensor may have arrived elsewhere too, since it may be changed in place later. */
    @Override
    @Nullable
    Tensor[] run(@Nullable Tensor[] gradients, boolean[] wanted, boolean createGraph) {
        Tensor gradient = gradients[0];
        if (gradient != null) {
            GradState state = GradState.of(leaf);
            Tensor sum = state.grad();
            if (sum == null) {
                state.setGrad(owned(gradient));
            } else if (createGraph) {
                state.setGrad(Arithmetic.add(sum, gradient));
            } else {
                InPlace.add(sum, gradient);
            }
            if (postAccumulate != null) {
                HookList<Consumer<Tensor>> hooks = postAccumulate;
                memory().foreign(() -> hooks.now().forEach(hook -> hook.accept(leaf)));
            }
        }
        return new Tensor[0];
    }

    private static Tensor owned(Tensor gradient) {
        // A tensor of its own: that one may be marked as a view of what nobody else sees any more.
        return memory().isOnlyUse(gradient) ? Tensor.wrap(gradient.storage(), gradient.shape()) : Views.copy(gradient);
    }

    private static PassMemory memory() {
        BackwardPass pass = ThreadState.current().pass;
        return pass == null ? PassMemory.none() : pass.memory();
    }
}
