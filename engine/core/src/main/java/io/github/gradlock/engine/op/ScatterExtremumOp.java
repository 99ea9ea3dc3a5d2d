package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.ScatterFunction;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes the greatest or least of a base and the sources brought to it by index along an axis.
 *
 * @param includeSelf whether the base takes part where a source comes
 */
record ScatterExtremumOp(boolean max, int axis, boolean includeSelf) implements Op {
    @Override
    public String name() {
        return "scatter_reduce";
    }

    @Override
    public Map<String, Object> attributes() {
        return new TreeMap<>(Map.of("dim", axis, "reduce", max ? "amax" : "amin", "include_self", includeSelf));
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Kernels kernels = context.kernels();
        Tensor base = inputs[0];
        Tensor index = inputs[1];
        if (!includeSelf) {
            Tensor lowest =
                    Primitives.constant(kernels, index.shape(), Scatters.lowest(max, base.dtype()), base.dtype());
            base = Primitives.scatter(kernels, ScatterFunction.SET, base, axis, index, lowest);
        }
        ScatterFunction function = max ? ScatterFunction.MAX : ScatterFunction.MIN;
        Tensor out = Primitives.scatter(kernels, function, base, axis, index, inputs[2]);
        context.save(inputs[0], index, inputs[2], out);
        return new Tensor[] {out};
    }

    /**
     * Shares the cotangent evenly among equal ones. As in PyTorch a base that is equal counts even where it takes no part; then its
     * share is lost.
     */
    @Override
    public @Nullable Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor g = gradOutputs[0];
        Tensor index = context.saved(1);
        Tensor out = context.saved(3);
        Tensor baseHits = Arithmetic.cast(Comparisons.eq(context.saved(0), out), g.dtype());
        Tensor chosen = Indexing.gather(out, axis, index);
        Tensor sourceHits = Arithmetic.cast(Comparisons.eq(context.saved(2), chosen), g.dtype());
        Tensor share = Arithmetic.div(g, Scatters.scatterAdd(baseHits, axis, index, sourceHits));
        Tensor toBase = Arithmetic.mul(baseHits, share);
        return new Tensor[] {
            includeSelf ? toBase : Scatters.scatter(toBase, axis, index, 0),
            null,
            Arithmetic.mul(sourceHits, Indexing.gather(share, axis, index))
        };
    }
}
