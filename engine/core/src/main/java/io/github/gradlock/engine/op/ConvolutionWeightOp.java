package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The adjoint of a convolution in its weight, from an input and an output: the product of the output with the
 * transposed windows, a chain over the images and their windows.
 */
record ConvolutionWeightOp(ConvolutionGeometry geometry) implements Op {
    /** About how many windows are multiplied before the sums are written: these are as many as the weight has elements. */
    private static final int WINDOWS = 4096;

    @Override
    public String name() {
        return "conv" + geometry.grid().dims() + "d_weight";
    }

    @Override
    public Map<String, Object> attributes() {
        return geometry.attributes();
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Kernels kernels = context.kernels();
        Tensor input = inputs[0];
        Tensor output = inputs[1];
        Shape each = Shape.of(geometry.groups(), geometry.weight().size(0) / geometry.groups(), geometry.rows());
        Tensor products = kernels.zeros(each, input.dtype());
        int together = geometry.together(WINDOWS);
        Canvases canvases = new Canvases(kernels, geometry, together, input.dtype());
        for (int n = 0; n < input.size(0); n += together) {
            int images = Math.min(together, input.size(0) - n);
            Tensor windows = canvases.windows(Canvases.part(input, 0, n, images));
            for (int group = 0; group < geometry.groups(); group++) {
                kernels.matmulFolded(
                        geometry.pixels(Canvases.part(output, 0, n, images), group),
                        geometry.columns(windows, group).transpose(),
                        geometry.weight(products, group),
                        n > 0);
            }
        }
        context.save(inputs[0], inputs[1]);
        return new Tensor[] {Primitives.reshape(kernels, products, geometry.weight())};
    }

    @Override
    public @Nullable Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor g = gradOutputs[0];
        return new Tensor[] {
            context.needsInputGrad(0)
                    ? Dispatch.applyOne(new ConvolutionTransposeOp(geometry), context.saved(1), g)
                    : null,
            context.needsInputGrad(1) ? Dispatch.applyOne(new ConvolutionOp(geometry), context.saved(0), g) : null
        };
    }
}
