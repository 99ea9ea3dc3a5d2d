package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.tensor.Layout;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Gives the first input with the second put where a layout on the same storage says: what a change in place of a view does to the
 * whole.
 *
 * @param input where the elements of the first input lie, or are to be laid out
 * @param part where those of the second go; no two of its indices show one element
 */
public record AsStridedScatterOp(Layout input, Layout part) implements Op {
    @Override
    public String name() {
        return "as_strided_scatter";
    }

    @Override
    public Map<String, Object> attributes() {
        return new TreeMap<>(Map.of(
                "size", part.shape(), "stride", Arrays.toString(part.strides()), "storage_offset", part.offset()));
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Kernels kernels = context.kernels();
        StridedBuffer buffer = StridedBuffer.covering(input, part);
        Tensor whole = buffer.filled(kernels, inputs[0], input);
        kernels.copy(inputs[1], whole.alias(buffer.place(part)));
        return new Tensor[] {whole.alias(buffer.place(input))};
    }

    @Override
    public @Nullable Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor g = gradOutputs[0];
        Tensor first = null;
        if (context.needsInputGrad(0)) {
            first = Dispatch.applyOne(this, g, context.kernels().zeros(part.shape(), g.dtype()));
        }
        return new Tensor[] {
            first, context.needsInputGrad(1) ? Dispatch.applyOne(new AsStridedOp(input, part), g) : null
        };
    }
}
