package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Layout;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Shows the storage of a tensor through another layout, as a view.
 *
 * <p>The cotangents of one element that several indices show are added in ascending order. Where the input itself shows one element
 * several times, each of those gets an equal share, as in PyTorch.
 *
 * @param input where the elements of the input lie; one that lies otherwise is first laid out so
 * @param output where those of the result lie, in the same storage
 */
public record AsStridedOp(Layout input, Layout output) implements Op {
    @Override
    public String name() {
        return "as_strided";
    }

    @Override
    public Map<String, Object> attributes() {
        return new TreeMap<>(Map.of(
                "size",
                output.shape(),
                "stride",
                Arrays.toString(output.strides()),
                "storage_offset",
                output.offset()));
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Tensor x = inputs[0];
        if (x.layout().equals(input)) {
            return new Tensor[] {x.alias(output)};
        }
        StridedBuffer buffer = StridedBuffer.covering(input, output);
        return new Tensor[] {buffer.filled(context.kernels(), x, input).alias(buffer.place(output))};
    }

    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor g = gradOutputs[0];
        StridedBuffer buffer = StridedBuffer.covering(input, output);
        Tensor sum = spread(context, buffer, g);
        if (StridedBuffer.mayOverlap(input)) {
            sum = Arithmetic.div(sum, buffer.counts(context.kernels(), input, g.dtype()));
        }
        return new Tensor[] {Dispatch.applyOne(new AsStridedOp(sum.layout(), buffer.place(input)), sum)};
    }

    private Tensor spread(OpContext context, StridedBuffer buffer, Tensor g) {
        Tensor zeros = context.kernels().zeros(buffer.shape(), g.dtype());
        if (StridedBuffer.mayOverlap(output)) {
            Tensor flat = Views.reshape(g, g.numel());
            return Scatters.indexAdd(zeros, 0, buffer.indices(context.kernels(), output), flat);
        }
        return Dispatch.applyOne(new AsStridedScatterOp(zeros.layout(), buffer.place(output)), zeros, g);
    }
}
