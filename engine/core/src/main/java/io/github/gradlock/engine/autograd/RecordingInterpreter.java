package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.op.Dispatch;
import io.github.gradlock.engine.op.Interpreter;
import io.github.gradlock.engine.op.Op;
import io.github.gradlock.engine.op.OpContext;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs ops and records those whose inputs require grad. */
public final class RecordingInterpreter implements Interpreter {
    /** Creates the interpreter; {@link java.util.ServiceLoader} does. */
    public RecordingInterpreter() {}

    @Override
    public Tensor[] apply(Op op, Tensor... inputs) {
        Kernels kernels = Dispatch.kernels(inputs);
        @Nullable Edge[] edges = op.isDifferentiable() && GradMode.isEnabled() ? edges(op, inputs) : null;
        RecordingContext context = new RecordingContext(kernels, edges);
        Tensor[] outputs = Dispatch.execute(op, context, inputs);
        noteViews(op, outputs, inputs);
        if (edges != null) {
            OpNode node = new OpNode(op, kernels, context.saved.toArray(SavedTensor[]::new), outputs, edges);
            for (int i = 0; i < outputs.length; i++) {
                if (outputs[i].dtype().isFloating()) {
                    GradState.of(outputs[i]).setHistory(node, i);
                }
            }
        }
        return outputs;
    }

    /** Leaves out detach, whose result must not keep the graph of its input alive. */
    private static void noteViews(Op op, Tensor[] outputs, Tensor... inputs) {
        for (Tensor output : outputs) {
            if (op.isDifferentiable() && inputs.length > 0 && output.storage() == inputs[0].storage()) {
                GradState.of(output).setViewOf(inputs[0]);
            }
        }
    }

    /** Returns where the gradients of the inputs go, or null if none of them requires grad. */
    private static @Nullable Edge @Nullable [] edges(Op op, Tensor... inputs) {
        @Nullable Edge[] edges = null;
        for (int i = 0; i < inputs.length; i++) {
            Edge edge = GradState.edge(inputs[i]);
            GradState state = GradState.find(inputs[i]);
            if (state != null && state.isStaleView()) {
                throw new UnsupportedOperationException("input " + i + " of " + op.name() + ", of shape "
                        + inputs[i].shape()
                        + ", is a view of a tensor that was changed in place while recording; make the"
                        + " view after the change");
            }
            if (edge != null) {
                edges = edges == null ? new Edge[inputs.length] : edges;
                edges[i] = edge;
            }
        }
        return edges;
    }

    @Override
    public void assign(String name, Tensor target, Tensor value) {
        boolean recorded = GradMode.isEnabled() && (target.requiresGrad() || value.requiresGrad());
        if (recorded) {
            checkAssignable(name, target);
        }
        Dispatch.overwrite(target, value);
        GradState source = GradState.find(value);
        Node node = source == null ? null : source.gradFn();
        if (recorded && source != null && node != null) {
            GradState.of(target).setHistory(node, source.slot());
        } else if (recorded) {
            GradState.of(target).forgetHistory();
        }
    }

    private static void checkAssignable(String name, Tensor target) {
        GradState state = GradState.of(target);
        Tensor base = state.base();
        String what = target.dtype() + " tensor of shape " + target.shape();
        if (state.requiresGrad() && state.isLeaf()) {
            throw new IllegalStateException(
                    "a leaf Variable that requires grad is being used in an in-place operation: " + name + " on a "
                            + what);
        }
        if (base != null && base.requiresGrad() && GradState.of(base).isLeaf()) {
            throw new IllegalStateException("a view of a leaf Variable that requires grad is being used in an in-place"
                    + " operation: " + name + " on a " + what);
        }
        if (base != null) {
            throw new UnsupportedOperationException("recording " + name + " on a view is not supported: a " + what
                    + ", view of shape " + base.shape() + "; change the base, or use noGrad");
        }
    }

    /** What an op sees in its forward. */
    private static final class RecordingContext implements OpContext {
        private final Kernels kernels;
        private final @Nullable Edge @Nullable [] edges;
        private final List<SavedTensor> saved = new ArrayList<>();

        RecordingContext(Kernels kernels, @Nullable Edge @Nullable [] edges) {
            this.kernels = kernels;
            this.edges = edges;
        }

        @Override
        public Kernels kernels() {
            return kernels;
        }

        @Override
        public void save(Tensor... tensors) {
            if (edges != null) {
                for (Tensor tensor : tensors) {
                    saved.add(SavedTensor.of(tensor));
                }
            }
        }

        @Override
        public Tensor saved(int index) {
            throw new IllegalStateException("saved tensors are for the backward");
        }

        @Override
        public boolean needsInputGrad(int index) {
            return edges != null && edges[index] != null;
        }
    }
}
