package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.op.Op;
import io.github.gradlock.engine.op.OpContext;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/** The backward step of an applied op. */
final class OpNode extends Node {
    private final Op op;
    private final Kernels kernels;
    private final Slot[] slots;
    private SavedTensor @Nullable [] saved;

    /** What is known of an output: the gradient that arrives must fit it. */
    private record Slot(Shape shape, DType dtype) {}

    OpNode(Op op, Kernels kernels, SavedTensor[] saved, Tensor[] outputs, @Nullable Edge... edges) {
        super(edges);
        this.op = op;
        this.kernels = kernels;
        this.saved = saved;
        this.slots = new Slot[outputs.length];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = new Slot(outputs[i].shape(), outputs[i].dtype());
        }
    }

    /** Turns {@code log_softmax} into {@code LogSoftmaxBackward}. */
    @Override
    public String name() {
        StringBuilder name = new StringBuilder();
        for (String word : op.name().split("_", -1)) {
            if (!word.isEmpty()) {
                name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
            }
        }
        return name.append("Backward").toString();
    }

    @Override
    int slotCount() {
        return slots.length;
    }

    @Override
    Shape shape(int slot) {
        return slots[slot].shape;
    }

    @Override
    @Nullable
    Tensor[] run(@Nullable Tensor[] gradients, boolean[] wanted, boolean createGraph) {
        if (saved == null) {
            throw freed();
        }
        Tensor[] materialised = new Tensor[slots.length];
        for (int i = 0; i < slots.length; i++) {
            Tensor gradient = gradients[i];
            if (slots[i].dtype.isFloating()) {
                materialised[i] = gradient == null ? Tensors.zeros(slots[i].shape, slots[i].dtype) : gradient;
            }
        }
        Tensor[] results = op.backward(new BackwardContext(wanted), materialised);
        if (results.length != inputCount()) {
            throw new IllegalStateException(
                    name() + " returned " + results.length + " gradients, expected " + inputCount());
        }
        return results;
    }

    /** A node that saved nothing can be passed again, as in PyTorch. */
    @Override
    void release() {
        if (saved != null && saved.length > 0) {
            saved = null;
        }
    }

    private static IllegalStateException freed() {
        return new IllegalStateException("Trying to backward through the graph a second time (or directly access saved"
                + " tensors after they have already been freed). Saved intermediate values of the graph are freed when you"
                + " call backward() or Autograd.grad(). Specify retainGraph=true if you need to backward through the graph a"
                + " second time or if you need to access saved tensors after calling backward.");
    }

    /** Shows the op what it saved. */
    private final class BackwardContext implements OpContext {
        private final boolean[] wanted;

        BackwardContext(boolean[] wanted) {
            this.wanted = wanted;
        }

        @Override
        public Kernels kernels() {
            return kernels;
        }

        @Override
        public void save(Tensor... tensors) {
            throw new IllegalStateException("save belongs into the forward of " + op.name());
        }

        @Override
        public Tensor saved(int index) {
            SavedTensor[] all = saved;
            if (all == null) {
                throw freed();
            }
            return all[index].unpack(op.name());
        }

        @Override
        public boolean needsInputGrad(int index) {
            return wanted[index];
        }
    }
}
