package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The adjoint of a convolution in its input, from an output and the weight: the product of the transposed weight
 * with the output (a chain over the channels of the output) gives windows, which are added up in ascending order.
 */
record ConvolutionTransposeOp(ConvolutionGeometry geometry) implements Op {
    /** About how many windows are made at once, of a few images or of a strip of one: they stay in a cache until they are added up. */
    private static final int WINDOWS = 512;

    /** Axes before the spatial ones. */
    private static final int LEADING = 2;

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
        WindowGrid grid = geometry.grid();
        Tensor output = inputs[0];
        Tensor weight = geometry.matrices(kernels, inputs[1]);
        Tensor out = kernels.zeros(geometry.input(), output.dtype());
        int together = geometry.together(WINDOWS);
        int[] strip = Axes.ints(grid.count());
        int rows = strip[0];
        strip[0] = Math.min(rows, Math.max(1, WINDOWS / (grid.windows() / rows)));
        int axis = LEADING + grid.dims();
        Canvases canvases = new Canvases(kernels, geometry, together, out.dtype());
        Tensor room = canvases.room(together, strip);
        for (int n = 0; n < out.size(0); n += together) {
            int images = Math.min(together, out.size(0) - n);
            Tensor some = Canvases.part(out, 0, n, images);
            Tensor target = canvases.begin(some);
            for (int row = 0; row < rows; row += strip[0]) {
                int many = Math.min(strip[0], rows - row);
                Tensor windows = Canvases.part(Canvases.part(room, 0, 0, images), axis, 0, many);
                multiply(
                        kernels,
                        weight,
                        Canvases.part(Canvases.part(output, 0, n, images), LEADING, row, many),
                        windows);
                grid.addUp(kernels, windows, Canvases.part(target, axis, row, many));
            }
            canvases.end(some);
        }
        context.save(inputs[0], inputs[1]);
        return new Tensor[] {out};
    }

    private void multiply(Kernels kernels, Tensor weight, Tensor output, Tensor windows) {
        for (int group = 0; group < geometry.groups(); group++) {
            kernels.matmulFolded(
                    geometry.weight(weight, group).transpose(),
                    geometry.pixels(output, group),
                    geometry.columns(windows, group),
                    false);
        }
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
