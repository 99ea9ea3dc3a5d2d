package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The adjoint of a convolution in its weight, from an input and an output: for each image the product of the output with the
 * transposed windows (a chain over the windows), summed over the images in the order of rule 4.
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
        Tensor pixels = geometry.pixels(kernels, inputs[1]);
        Columns columns = new Columns(kernels, geometry, input.dtype());
        Shape each = Shape.of(input.size(0), geometry.groups(), pixels.size(2), geometry.rows());
        Tensor products = kernels.zeros(each, input.dtype());
        for (int n = 0; n < input.size(0); n++) {
            Tensor windows = columns.of(Columns.at(input, n));
            Tensor transposed = windows.alias(windows.layout().transpose(1, 2));
            kernels.matmul(Columns.at(pixels, n), transposed, Columns.at(products, n));
        }
        Tensor sum =
                Primitives.reduce(kernels, ReduceFunction.SUM, products, Axes.of(name(), products.shape(), 0), false);
        context.save(inputs[0], inputs[1]);
        return new Tensor[] {Primitives.reshape(kernels, sum, geometry.weight())};
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
