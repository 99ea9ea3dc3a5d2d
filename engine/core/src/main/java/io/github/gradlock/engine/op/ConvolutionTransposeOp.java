package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The adjoint of a convolution in its input, from an output and the weight: for each image the product of the transposed weight
 * with the output (a chain over the channels of the output) gives windows, which are added up in ascending order.
 */
record ConvolutionTransposeOp(ConvolutionGeometry geometry) implements Op {
    @Override
    public String name() {
        return "conv_transpose" + geometry.grid().dims() + "d";
    }

    @Override
    public Map<String, Object> attributes() {
        return geometry.attributes();
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Kernels kernels = context.kernels();
        Tensor pixels = geometry.pixels(kernels, inputs[0]);
        Tensor weight = geometry.matrices(kernels, inputs[1]);
        Tensor transposed = weight.alias(weight.layout().transpose(1, 2));
        Columns columns = new Columns(kernels, geometry, inputs[0].dtype());
        Tensor out = kernels.zeros(geometry.input(), inputs[0].dtype());
        WindowGrid grid = geometry.grid();
        Tensor matrices = kernels.empty(Shape.of(geometry.groups(), geometry.rows(), grid.windows()), out.dtype());
        Shape each = grid.windows(out.size(1));
        Tensor windows = matrices.alias(each, each.contiguousStrides(), 0);
        for (int n = 0; n < out.size(0); n++) {
            kernels.matmul(transposed, Columns.at(pixels, n), matrices);
            columns.addUp(windows, Columns.at(out, n));
        }
        context.save(inputs[0], inputs[1]);
        return new Tensor[] {out};
    }

    @Override
    public @Nullable Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor g = gradOutputs[0];
        return new Tensor[] {
            context.needsInputGrad(0) ? Dispatch.applyOne(new ConvolutionOp(geometry), g, context.saved(1)) : null,
            context.needsInputGrad(1) ? Dispatch.applyOne(new ConvolutionWeightOp(geometry), g, context.saved(0)) : null
        };
    }
}
