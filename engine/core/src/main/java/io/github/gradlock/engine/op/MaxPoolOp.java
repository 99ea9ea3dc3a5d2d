package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gives the greatest element of each window of {@code [n, c, *image]} and its index in the flattened image: the first of equal
 * ones, but the last of NaNs, as PyTorch does on a CPU. The cotangent goes to that element.
 */
record MaxPoolOp(String name, Shape input, PoolPlan plan) implements Op {
    /** Windows that are taken together: of all of them, the elements may be too many to be listed. */
    private static final int PART = 1 << 14;

    @Override
    public Map<String, Object> attributes() {
        List<Integer> sizes = Window.list(plan.output(input).sizes());
        return new TreeMap<>(Map.of("output_size", sizes.subList(2, sizes.size()), "windows", plan.axes()));
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Kernels kernels = context.kernels();
        Tensor x = Primitives.reshape(kernels, inputs[0], images(plan.plane()));
        Tensor values = kernels.empty(images(plan.windows()), x.dtype());
        Tensor indices = kernels.empty(images(plan.windows()), DType.INT64);
        for (int first = 0; first < plan.windows(); first += PART) {
            int count = Math.min(PART, plan.windows() - first);
            kernels.maxPool(
                    x,
                    plan.repeating(Beside.of(x), first, count),
                    part(values, first, count),
                    part(indices, first, count));
        }
        Shape output = plan.output(input);
        context.save(indices);
        return new Tensor[] {shaped(values, output), shaped(indices, output)};
    }

    private static Tensor part(Tensor x, int first, int count) {
        return x.alias(x.layout().narrow(-1, first, count));
    }

    private Shape images(int elements) {
        return Shape.of(input.size(0), input.size(1), elements);
    }

    private static Tensor shaped(Tensor x, Shape shape) {
        return x.alias(shape, shape.contiguousStrides(), 0);
    }

    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor g = Views.reshape(gradOutputs[0], images(plan.windows()));
        Tensor zeros = Arithmetic.constant(g, images(plan.plane()), 0);
        return new Tensor[] {Views.reshape(Scatters.scatterAdd(zeros, 2, context.saved(0), g), input)};
    }
}
