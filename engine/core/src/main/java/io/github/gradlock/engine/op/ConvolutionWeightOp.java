package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;
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
        Tensor products = kernels.empty(each, input.dtype());
        for (int n = 0; n < input.size(0); n++) {
            Tensor windows = columns.of(Columns.at(input, n));
            for (int group = 0; group < geometry.groups(); group++) {
                Tensor shown = Columns.at(windows, group);
                kernels.matmulFolded(
                        Columns.at(Columns.at(pixels, n), group),
                        shown.alias(shown.layout().permute(countsFirst())),
                        geometry.grid().dims(),
                        Columns.at(Columns.at(products, n), group));
            }
        }
        Tensor sum =
                Primitives.reduce(kernels, ReduceFunction.SUM, products, Axes.of(name(), products.shape(), 0), false);
        context.save(inputs[0], inputs[1]);
        return new Tensor[] {Primitives.reshape(kernels, sum, geometry.weight())};
    }

    /** The order of the axes of windows {@code [channels, *kernel, *count]} that shows the transposed matrix. */
    private int[] countsFirst() {
        int dims = geometry.grid().dims();
        int[] order = new int[1 + 2 * dims];
        Arrays.setAll(order, i -> i < dims ? 1 + dims + i : i - dims);
        return order;
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
