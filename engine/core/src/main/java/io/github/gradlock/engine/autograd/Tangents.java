package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.op.AsStridedOp;
import io.github.gradlock.engine.op.AsStridedScatterOp;
import io.github.gradlock.engine.op.Dispatch;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tangents of a tensor, one a level. A view has none of its own: it shows those of the tensor it is a view of, and so sees what
 * changes there.
 */
final class Tangents {
    private final Map<DualLevel, Tensor> values = new IdentityHashMap<>();

    /** Returns whether an input carries a tangent of an active level. */
    static boolean anyOf(ThreadState thread, Tensor... inputs) {
        for (Tensor input : inputs) {
            for (int i = 0; i < thread.activeLevels; i++) {
                if (carries(input, thread.levels.get(i))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean carries(Tensor tensor, DualLevel level) {
        GradState state = GradState.find(source(tensor));
        Tangents tangents = state == null ? null : state.tangents();
        return tangents != null && tangents.values.containsKey(level);
    }

    /** Returns the tensor whose tangents a tensor shows: itself, unless it is a view of another. */
    static Tensor source(Tensor tensor) {
        GradState state = GradState.find(tensor);
        ViewOf view = state == null ? null : state.view();
        Tensor source = view == null ? null : view.tangentSource();
        return source == null ? tensor : source;
    }

    /** Returns the tangent of a tensor, or null if it has none. */
    static @Nullable Tensor get(Tensor tensor, DualLevel level) {
        Tensor source = source(tensor);
        GradState state = GradState.find(source);
        Tangents tangents = state == null ? null : state.tangents();
        Tensor whole = tangents == null ? null : tangents.values.get(level);
        return whole == null || source == tensor
                ? whole
                : Dispatch.applyOne(new AsStridedOp(source.layout(), tensor.layout()), whole);
    }

    /** Gives a tensor that shows no other's tangents one of its own; null takes it away. */
    static void set(Tensor tensor, DualLevel level, @Nullable Tensor tangent) {
        GradState state = GradState.find(tensor);
        Tangents tangents = state == null ? null : state.tangents();
        if (tangent == null) {
            if (tangents != null) {
                tangents.values.remove(level);
            }
            return;
        }
        if (tangents == null) {
            tangents = new Tangents();
            GradState.of(tensor).setTangents(tangents);
        }
        tangents.values.put(level, tangent);
    }

    /** Returns the tangents that a tensor has now, for a tensor that is to take its place; null if it has none. */
    static @Nullable Tangents snapshot(ThreadState thread, Tensor tensor) {
        if (thread.activeLevels == 0 || !anyOf(thread, tensor)) {
            return null;
        }
        Tangents copy = new Tangents();
        for (int i = 0; i < thread.activeLevels; i++) {
            DualLevel level = thread.levels.get(i);
            Tensor tangent = get(tensor, level);
            if (tangent != null) {
                copy.values.put(level, tangent);
            }
        }
        return copy;
    }

    /** Moves tangents as a change in place moved elements: into the whole, if the target is a view. */
    static void assign(ThreadState thread, Tensor target, Tensor value) {
        if (thread.activeLevels == 0 || !anyOf(thread, target, value)) {
            return;
        }
        for (int i = thread.activeLevels - 1; i >= 0; i--) {
            DualLevel level = thread.levels.get(i);
            Propagation.atDepth(thread, i, () -> assign(level, target, value));
        }
    }

    private static void assign(DualLevel level, Tensor target, Tensor value) {
        Tensor source = source(target);
        Tensor written = get(value, level);
        if (source == target) {
            set(target, level, written);
            return;
        }
        Tensor whole = get(source, level);
        if (whole != null || written != null) {
            AsStridedScatterOp scatter = new AsStridedScatterOp(source.layout(), target.layout());
            set(source, level, Dispatch.applyOne(scatter, orZeros(whole, source), orZeros(written, target)));
        }
    }

    private static Tensor orZeros(@Nullable Tensor tangent, Tensor like) {
        return tangent == null ? GradientSpec.of(like).zeros() : tangent;
    }
}
