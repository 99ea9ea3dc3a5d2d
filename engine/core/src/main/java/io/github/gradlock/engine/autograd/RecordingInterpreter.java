package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.op.Dispatch;
import io.github.gradlock.engine.op.Interpreter;
import io.github.gradlock.engine.op.Op;
import io.github.gradlock.engine.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Runs ops, records those whose inputs require grad, and propagates tangents while a dual level is open. */
public final class RecordingInterpreter implements Interpreter {
    /** Creates the interpreter; {@link java.util.ServiceLoader} does. */
    public RecordingInterpreter() {}

    @Override
    public boolean records(Tensor... inputs) {
        ThreadState thread = ThreadState.current();
        return thread.records() && edges(inputs) != null || thread.activeLevels > 0 && Tangents.anyOf(thread, inputs);
    }

    @Override
    public boolean marksResults() {
        return ThreadState.current().inference;
    }

    @Override
    public Tensor[] apply(Op op, Tensor... inputs) {
        ThreadState thread = ThreadState.current();
        Kernels kernels = Dispatch.kernels(inputs);
        @Nullable Edge[] edges = op.isDifferentiable() && thread.records() ? edges(inputs) : null;
        boolean dual = thread.activeLevels > 0 && op.isDifferentiable() && Tangents.anyOf(thread, inputs);
        ForwardContext context = new ForwardContext(kernels, edges, dual);
        Tensor[] outputs = Dispatch.execute(op, context, inputs);
        noteOrigins(thread, op, outputs, inputs);
        OpNode node = edges == null ? null : record(thread, op, kernels, outputs, edges);
        if (dual) {
            new Propagation(thread, op, context, inputs, outputs).run();
        }
        if (node != null) {
            // Last, since outputs may be saved: with their history, and their tangents.
            node.save(thread, context.kept());
        }
        return outputs;
    }

    private static OpNode record(
            ThreadState thread, Op op, Kernels kernels, Tensor[] outputs, @Nullable Edge... edges) {
        GradientSpec[] slots = new GradientSpec[outputs.length];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = GradientSpec.of(outputs[i]);
        }
        OpNode node = new OpNode(op, kernels, slots, edges);
        node.noteForwardCall(thread);
        node.noteOutputs(thread, outputs);
        for (int i = 0; i < outputs.length; i++) {
            if (outputs[i].dtype().isFloating() && !isConstant(op, i)) {
                GradState.of(outputs[i]).setHistory(node, i);
            }
        }
        return node;
    }

    private static boolean isConstant(Op op, int output) {
        return op instanceof FunctionOp function && function.isNonDifferentiable(output);
    }

    /** Notes views, but not detach, whose result must not keep the graph of its input alive; and what inference mode made. */
    private static void noteOrigins(ThreadState thread, Op op, Tensor[] outputs, Tensor... inputs) {
        for (Tensor output : outputs) {
            Tensor shown = shown(output, inputs);
            if (shown == null ? thread.inference : Inference.isMarked(shown)) {
                Inference.mark(output);
            } else if (shown != null && op.isDifferentiable()) {
                noteView(thread, op, output, shown);
            }
        }
    }

    /** Returns the input whose elements an output shows, or null if it has its own. */
    private static @Nullable Tensor shown(Tensor output, Tensor... inputs) {
        for (Tensor input : inputs) {
            if (input.storage() == output.storage()) {
                return input;
            }
        }
        return null;
    }

    private static void noteView(ThreadState thread, Op op, Tensor output, Tensor input) {
        ViewOf above = GradState.of(input).view();
        ViewOrigin origin = thread.records() ? ViewOrigin.ORDINARY : ViewOrigin.NO_GRAD;
        if (op instanceof FunctionOp) {
            origin = ViewOrigin.CUSTOM_FUNCTION;
        } else if (above != null && above.origin() != ViewOrigin.ORDINARY) {
            origin = above.origin();
        }
        GradState.of(output).setView(new ViewOf(input, output, origin));
    }

    /** Returns where the gradients of the inputs go, or null if none of them requires grad. */
    private static @Nullable Edge @Nullable [] edges(Tensor... inputs) {
        @Nullable Edge[] edges = null;
        for (int i = 0; i < inputs.length; i++) {
            Edge edge = GradState.edge(inputs[i]);
            if (edge != null) {
                edges = edges == null ? new Edge[inputs.length] : edges;
                edges[i] = edge;
            }
        }
        return edges;
    }

    @Override
    public void requireChangeable(String name, Tensor target) {
        if (!ThreadState.current().inference) {
            Inference.refuseChange(name, target);
        }
    }

    @Override
    public void assign(String name, Tensor target, Tensor value, boolean replaces) {
        ThreadState thread = ThreadState.current();
        requireChangeable(name, target);
        boolean recorded = thread.records() && (target.requiresGrad() || value.requiresGrad());
        if (recorded) {
            InPlaceHistory.check(name, target);
        }
        Dispatch.overwrite(target, value);
        if (recorded) {
            InPlaceHistory.rebase(name, target, value, replaces);
        }
        Tangents.assign(thread, target, value);
    }
}
