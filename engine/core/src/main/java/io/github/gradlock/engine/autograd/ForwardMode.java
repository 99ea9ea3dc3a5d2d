package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.op.AsStridedOp;
import io.github.gradlock.engine.op.Dispatch;
import io.github.gradlock.engine.op.Views;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Forward-mode derivatives, after {@code torch.autograd.forward_ad}: a dual tensor carries a tangent, and every operation on it gives
 * a result that carries its own.
 *
 * <pre>{@code
 * DualLevel level = ForwardMode.dualLevel();
 * try (level) {
 *     Tensor y = f(ForwardMode.makeDual(x, v));
 *     Tensor jvp = ForwardMode.unpackDual(y).tangent();
 * }
 * }</pre>
 *
 * <p>Every differentiable op and custom function has it, through views and changes in place too: tangents are computed by
 * differentiating the op's backward with respect to its cotangent. Tangents can be differentiated backwards, and the gradients of dual
 * tensors carry tangents, which gives Hessian-vector products by forward over reverse. Levels nest, which PyTorch's do not yet.
 */
public final class ForwardMode {
    private ForwardMode() {}

    /**
     * What a dual tensor is made of.
     *
     * @param primal the tensor without its tangent of the innermost level
     * @param tangent its tangent, or null if it has none, which means zero
     */
    public record Dual(Tensor primal, @Nullable Tensor tangent) {}

    /** Opens a level for this thread; tangents last until it is closed. */
    public static DualLevel dualLevel() {
        return new DualLevel(ThreadState.current());
    }

    /**
     * Returns a tensor with the elements of another, and a tangent at the innermost open level.
     *
     * @param primal a floating tensor; the result is a view of it, or a copy if indices of it share elements
     * @param tangent of the same shape and dtype
     * @throws IllegalStateException if no level is open
     */
    public static Tensor makeDual(Tensor primal, Tensor tangent) {
        ThreadState thread = ThreadState.current();
        int depth = innermost(thread, "makeDual");
        GradientSpec spec = GradientSpec.of(primal);
        if (!primal.dtype().isFloating() || !GradientSpec.of(tangent).equals(spec)) {
            throw new IllegalArgumentException("makeDual wants a floating primal, and a tangent of its shape and dtype:"
                    + " primal " + spec + ", tangent " + GradientSpec.of(tangent));
        }
        Tensor dual = without(thread, primal, depth);
        Tangents.set(dual, thread.levels.get(depth), tangent);
        return dual;
    }

    /** Returns a tensor and its tangent at the innermost open level. */
    public static Dual unpackDual(Tensor tensor) {
        ThreadState thread = ThreadState.current();
        int depth = innermost(thread, "unpackDual");
        Tensor[] tangent = new Tensor[1];
        Propagation.atDepth(thread, depth, () -> tangent[0] = Tangents.get(tensor, thread.levels.get(depth)));
        return tangent[0] == null ? new Dual(tensor, null) : new Dual(without(thread, tensor, depth), tangent[0]);
    }

    private static int innermost(ThreadState thread, String method) {
        List<DualLevel> levels = thread.levels;
        if (levels.isEmpty()) {
            throw new IllegalStateException("Trying to use forward AD but no level exists: call " + method
                    + " inside try (level), with DualLevel level = ForwardMode.dualLevel()");
        }
        return levels.size() - 1;
    }

    /** Returns a view that has the tangents of the levels outside a level only, as its own. */
    private static Tensor without(ThreadState thread, Tensor tensor, int depth) {
        Tensor[] result = new Tensor[1];
        Propagation.atDepth(thread, depth, () -> {
            Tensor from = ViewOf.sharesElements(tensor.layout()) ? Views.copy(tensor) : tensor;
            Tensor view = Dispatch.applyOne(new AsStridedOp(from.layout(), from.layout()), from);
            @Nullable Tangents outer = Tangents.snapshot(thread, from);
            GradState state = GradState.of(view);
            ViewOf of = state.view();
            if (of != null) {
                of.keepOwnTangents();
            }
            state.setTangents(outer);
            result[0] = view;
        });
        return result[0];
    }
}
