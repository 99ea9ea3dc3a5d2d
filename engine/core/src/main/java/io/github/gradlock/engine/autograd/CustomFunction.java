package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.op.Dispatch;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function with a derivative of your own, after {@code torch.autograd.Function}.
 *
 * <pre>{@code
 * final class Cube extends CustomFunction {
 *     protected Tensor[] forward(FunctionContext ctx, Tensor... x) {
 *         ctx.saveForBackward(x[0]);
 *         return new Tensor[] {x[0].pow(3)};
 *     }
 *
 *     protected Tensor[] backward(FunctionContext ctx, Tensor... g) {
 *         return new Tensor[] {g[0].mul(ctx.saved(0).pow(2)).mul(3)};
 *     }
 * }
 * Tensor y = new Cube().applyOne(x);
 * }</pre>
 *
 * <p>Arguments that are no tensors belong into fields of the function. One function can be applied many times: each application has
 * a context of its own. A backward that is written in operations can be differentiated again, and serves forward mode too; one that
 * reads elements out says so with {@link #isOnceDifferentiable}.
 */
public abstract class CustomFunction {
    /** Creates a function. */
    protected CustomFunction() {}

    /**
     * Computes the outputs; nothing in here is recorded. An input returned as it is becomes a view of itself, unless it was changed
     * in place and {@linkplain FunctionContext#markDirty marked} so.
     */
    protected abstract Tensor[] forward(FunctionContext ctx, Tensor... inputs);

    /**
     * Gives the gradient of each input, of its shape, for those of the outputs; null where none is needed.
     *
     * @param gradOutputs one an output: zeros where none arrived, or null after {@code ctx.setMaterializeGrads(false)}, and null for
     *     an output that is not floating
     */
    protected abstract @Nullable Tensor[] backward(FunctionContext ctx, Tensor... gradOutputs);

    /** Returns the name shown to people; the node is called by it with {@code Backward} behind. */
    public String name() {
        String name = getClass().getSimpleName();
        return name.isEmpty() ? "CustomFunction" : name;
    }

    /**
     * Returns whether {@link #backward} must not be differentiated; it is then run without recording, and a second derivative through
     * it is an error instead of a wrong number.
     */
    protected boolean isOnceDifferentiable() {
        return false;
    }

    /** Applies the function, and records it if an input requires grad. */
    public final Tensor[] apply(Tensor... inputs) {
        FunctionOp op = new FunctionOp(this);
        Tensor[] outputs = Dispatch.apply(op, inputs);
        List<Tensor> dirty = op.context().dirtyByOutput();
        for (int i = 0; i < outputs.length; i++) {
            Tensor target = dirty.get(i);
            if (target != null) {
                move(target, outputs[i]);
                outputs[i] = target;
            }
        }
        return outputs;
    }

    /** Applies a function with one output. */
    public final Tensor applyOne(Tensor... inputs) {
        Tensor[] outputs = apply(inputs);
        if (outputs.length != 1) {
            throw new IllegalStateException("function " + name() + " has " + outputs.length + " outputs; use apply");
        }
        return outputs[0];
    }

    /** Gives an input that was changed in place the history, and the tangents, of the output that shows it. */
    private void move(Tensor target, Tensor output) {
        Edge edge = GradState.edge(output);
        if (edge != null) {
            InPlaceHistory.check(name(), target);
            InPlaceHistory.rebase(target, edge);
        }
        Tangents.assign(ThreadState.current(), target, output);
    }
}
