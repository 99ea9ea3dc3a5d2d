package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.op.Op;
import io.github.gradlock.engine.op.OpContext;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One application of a custom function, as an op. */
final class FunctionOp implements Op {
    private final CustomFunction function;
    private final FunctionContext context;
    private @Nullable Edge[] edges = {};

    FunctionOp(CustomFunction function) {
        this.function = function;
        this.context = new FunctionContext(function.name());
    }

    FunctionContext context() {
        return context;
    }

    @Override
    public String name() {
        return function.name();
    }

    @Override
    public Map<String, Object> attributes() {
        return Map.of();
    }

    boolean materialisesGrads() {
        return context.materialisesGrads();
    }

    boolean isNonDifferentiable(int output) {
        return context.isNonDifferentiable(output);
    }

    /** What the function does inside is neither recorded nor propagated: its backward stands for it. */
    @Override
    public Tensor[] forward(OpContext op, Tensor... inputs) {
        ThreadState thread = ThreadState.current();
        if (thread.records()) {
            edges = Arrays.stream(inputs).map(GradState::edge).toArray(Edge[]::new);
        }
        Tensor[][] given = new Tensor[1][];
        context.inside(
                op,
                () -> Propagation.atDepth(
                        thread, 0, () -> given[0] = Autograd.noGrad(() -> function.forward(context, inputs))));
        if (given[0] == null || Arrays.asList(given[0]).contains(null)) {
            throw new IllegalStateException("the forward of function " + name() + " returned null"
                    + (given[0] == null ? "" : " as an output") + "; it must return an array of tensors");
        }
        if (given[0].length == 0) {
            throw new IllegalStateException("function " + name() + " returned no output");
        }
        Tensor[] outputs = given[0].clone();
        for (int i = 0; i < outputs.length; i++) {
            // A new tensor, since the one returned may have a past of its own, or belong to somebody else.
            outputs[i] = outputs[i].alias(outputs[i].layout());
        }
        context.finish(op, inputs, given[0], outputs);
        return outputs;
    }

    @Override
    public @Nullable Tensor[] backward(OpContext op, Tensor... gradOutputs) {
        @Nullable Tensor[][] results = new Tensor[1][];
        boolean once = function.isOnceDifferentiable();
        context.inside(
                op,
                () -> results[0] = once
                        ? Autograd.noGrad(() -> function.backward(context, gradOutputs))
                        : function.backward(context, gradOutputs));
        if (results[0] == null) {
            throw new IllegalStateException("the backward of function " + name() + " returned null; it must return an"
                    + " array with a gradient for each input, null where none is needed");
        }
        return once && ThreadState.current().records() ? refusingMore(results[0], gradOutputs) : results[0];
    }

    /** Puts the results behind a node that refuses: they depend on what was saved, but nothing recorded how. */
    private @Nullable Tensor[] refusingMore(@Nullable Tensor[] results, Tensor... gradOutputs) {
        @Nullable Edge[] all = Arrays.copyOf(edges, edges.length + gradOutputs.length);
        for (int i = 0; i < gradOutputs.length; i++) {
            all[edges.length + i] = gradOutputs[i] == null ? null : GradState.edge(gradOutputs[i]);
        }
        @Nullable Tensor[] guarded = results.clone();
        for (int i = 0; i < guarded.length; i++) {
            Tensor result = results[i];
            if (result != null && result.dtype().isFloating()) {
                guarded[i] = result.alias(result.layout());
                Node node = new OnceDifferentiableNode(name(), GradientSpec.of(result), all);
                node.noteForwardCall(ThreadState.current());
                GradState.of(guarded[i]).setHistory(node, 0);
            }
        }
        return guarded;
    }
}
