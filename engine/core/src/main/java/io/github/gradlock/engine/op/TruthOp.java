package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;
import java.util.TreeMap;

/** Tells whether all elements hold over axes, or any; an element holds where it is not zero. */
record TruthOp(boolean all, Axes axes, boolean keepdim) implements NondifferentiableOp {
    @Override
    public String name() {
        return all ? "all" : "any";
    }

    @Override
    public Map<String, Object> attributes() {
        return new TreeMap<>(Map.of("dim", axes.axes(), "keepdim", keepdim));
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Tensor x = inputs[0];
        Tensor out = context.kernels().empty(axes.result(keepdim), DType.BOOL);
        Tensor flat = out.alias(axes.dropped(), axes.dropped().contiguousStrides(), 0);
        ReduceFunction function = all ? ReduceFunction.ALL : ReduceFunction.ANY;
        context.kernels().reduce(function, x.alias(x.layout().permute(axes.last())), flat);
        return new Tensor[] {out};
    }
}
