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
    /** About how many windows are multiplied at once, or those of one image: they stay in a cache, and the weight is read again for few parts. */
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
        int together = geometry.together(WINDOWS);
        Canvases canvases = new Canvases(kernels, geometry, together, input.dtype());
        for (int n = 0; n < input.size(0); n += together) {
            int images = Math.min(together, input.size(0) - n);
            Tensor windows = canvases.windows(Canvases.part(input, 0, n, images));
            for (int group = 0; group < geometry.groups(); group++) {
                kernels.matmulFolded(
                        geometry.weight(weight, group),
                        geometry.columns(windows, group),
                        geometry.pixels(Canvases.part(out, 0, n, images), group),
                        false);
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
