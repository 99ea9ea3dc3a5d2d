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
        Columns columns = new Columns(kernels, geometry, input.size(0), input.dtype());
        Tensor windows = columns.of(input);
        Shape each = Shape.of(geometry.groups(), geometry.weight().size(0) / geometry.groups(), geometry.rows());
        Tensor products = kernels.empty(each, input.dtype());
        for (int group = 0; group < geometry.groups(); group++) {
            kernels.matmulFolded(
                    columns.pixels(inputs[1], group),
                    columns.matrix(windows, group).transpose(),
                    columns.weight(products, group));
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
