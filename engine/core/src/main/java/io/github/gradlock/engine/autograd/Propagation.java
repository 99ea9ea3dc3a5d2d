package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.op.Op;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives the outputs of an op their tangents, without a rule of its own for any op.
 *
 * <p>The backward of an op maps a cotangent u linearly to {@code Jᵀu}. Recorded on a u that requires grad, and differentiated with
 * respect to it for the cotangent t, it gives {@code J t}: the tangent, for t the tangent of the input. What u is does not matter;
 * see J. Townsend, "A new trick for calculating Jacobian vector products", 2017.
 */
final class Propagation {
    private final ThreadState thread;
    private final Op op;
    private final ForwardContext context;
    private final Tensor[] inputs;
    private final Tensor[] outputs;

    Propagation(ThreadState thread, Op op, ForwardContext context, Tensor[] inputs, Tensor[] outputs) {
        this.thread = thread;
        this.op = op;
        this.context = context;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    /** A tangent is itself computed with the levels outside its own, so that levels nest. */
    void run() {
        if (Arrays.stream(outputs).allMatch(output -> Tangents.source(output) != output)) {
            return;
        }
        for (int i = thread.activeLevels - 1; i >= 0; i--) {
            DualLevel level = thread.levels.get(i);
            atDepth(thread, i, () -> propagate(level));
        }
    }

    /** Runs an action with the outermost levels only. */
    static void atDepth(ThreadState thread, int depth, Runnable action) {
        int before = thread.activeLevels;
        thread.activeLevels = depth;
        try {
            action.run();
        } finally {
            thread.activeLevels = before;
        }
    }

    private void propagate(DualLevel level) {
        @Nullable Tensor[] tangents = new Tensor[inputs.length];
        boolean[] wanted = new boolean[inputs.length];
        boolean any = false;
        for (int i = 0; i < inputs.length; i++) {
            tangents[i] = Tangents.get(inputs[i], level);
            wanted[i] = tangents[i] != null;
            any |= wanted[i];
        }
        if (any) {
            boolean createGraph = thread.records();
            GradScope scope = recordPlainly();
            try (scope) {
                transpose(level, tangents, wanted, createGraph);
            }
        }
    }

    /** Saved-tensor hooks are for what the program saves, and inference mode for what it computes. */
    private GradScope recordPlainly() {
        Packing packing = thread.packing;
        boolean inference = thread.inference;
        GradScope recording = GradMode.set(true);
        thread.packing = null;
        thread.inference = false;
        return () -> {
            recording.close();
            thread.packing = packing;
            thread.inference = inference;
        };
    }

    private void transpose(DualLevel level, @Nullable Tensor[] tangents, boolean[] wanted, boolean createGraph) {
        Tensor[] cotangents = new Tensor[outputs.length];
        List<Tensor> sources = new ArrayList<>();
        for (int i = 0; i < outputs.length; i++) {
            if (outputs[i].dtype().isFloating()) {
                cotangents[i] =
                        Autograd.setRequiresGrad(GradientSpec.of(outputs[i]).zeros(), true);
                sources.add(cotangents[i]);
            }
        }
        List<Tensor> kept = context.kept();
        @Nullable
        Tensor[] images = op.backward(new BackwardContext(op, context.kernels(), wanted, kept::get), cotangents);
        List<Tensor> results = new ArrayList<>();
        List<Tensor> directions = new ArrayList<>();
        for (int i = 0; i < inputs.length; i++) {
            Tensor tangent = tangents[i];
            Tensor image = tangent == null || images[i] == null ? null : fit(i, images[i]);
            if (image != null && tangent != null && image.requiresGrad()) {
                results.add(image);
                directions.add(tangent);
            }
        }
        if (!results.isEmpty()) {
            GradOptions options = new GradOptions(false, createGraph, true, false);
            give(level, Autograd.grad(results, sources, directions, options));
        }
    }

    private Tensor fit(int input, Tensor image) {
        Tensor fitting = GradientSpec.of(inputs[input]).fit(image);
        return fitting == null ? image : fitting;
    }

    private void give(DualLevel level, List<@Nullable Tensor> tangents) {
        int next = 0;
        for (Tensor output : outputs) {
            if (output.dtype().isFloating()) {
                Tensor tangent = tangents.get(next++);
                if (tangent != null && Tangents.source(output) == output) {
                    Tangents.set(output, level, tangent);
                }
            }
        }
    }
}
