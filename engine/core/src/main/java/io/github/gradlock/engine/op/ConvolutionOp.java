package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Convolves an input with a weight: for each image a product of the weight with the windows as columns. So an element is one chain
 * of fused multiply-adds over channel and place in the window, in row-major order, padding included (rule 3).
 */
record ConvolutionOp(ConvolutionGeometry geometry) implements Op {
    @Override
    public String name() {
        return "conv" + geometry.grid().dims() + "d";
    }

    @Override
    public Map<String, Object> attributes() {
        return geometry.attributes();
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Kernels kernels = context.kernels();
        Tensor input = inputs[0];
        Tensor out = kernels.empty(geometry.output(), input.dtype());
        Tensor pixels = geometry.pixels(kernels, out);
        Tensor weight = geometry.matrices(kernels, inputs[1]);
        Columns columns = new Columns(kernels, geometry, input.dtype());
        for (int n = 0; n < input.size(0); n++) {
            Tensor windows = columns.of(Columns.at(input, n));
            for (int group = 0; group < geometry.groups(); group++) {
                kernels.matmulFolded(
                        Columns.at(weight, group),
                        Columns.at(windows, group),
                        1 + geometry.grid().dims(),
                        Columns.at(Columns.at(pixels, n), group));
            }
        }
        context.save(inputs[0], inputs[1]);
        return new Tensor[] {out};
    }

    @Override
    public @Nullable Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor g = gradOutputs[0];
        return new Tensor[] {
            context.needsInputGrad(0)
                    ? Dispatch.applyOne(new ConvolutionTransposeOp(geometry), g, context.saved(1))
                    : null,
            context.needsInputGrad(1) ? Dispatch.applyOne(new ConvolutionWeightOp(geometry), context.saved(0), g) : null
        };
    }
}
