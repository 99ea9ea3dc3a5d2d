package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Convolves an input with a weight: a product of the weight with the windows as columns. So an element is one chain
 * of fused multiply-adds over channel and place in the window, in row-major order, padding included (rule 3).
 */
record ConvolutionOp(ConvolutionGeometry geometry) implements Op {
    /** About how many windows are multiplied at once: few images are in the second cache, and the weight is read again for few parts. */
    private static final int WINDOWS = 1024;

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
        Tensor weight = geometry.matrices(kernels, inputs[1]);
        int together = Math.min(geometry.imagesFor(WINDOWS), Math.max(1, input.size(0)));
        Columns columns = new Columns(kernels, geometry, together, input.dtype());
        for (int n = 0; n < input.size(0); n += together) {
            int images = Math.min(together, input.size(0) - n);
            Tensor windows = columns.of(Columns.some(input, n, images));
            for (int group = 0; group < geometry.groups(); group++) {
                kernels.matmulFolded(
                        columns.weight(weight, group),
                        columns.matrix(windows, group),
                        columns.pixels(Columns.some(out, n, images), group));
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
