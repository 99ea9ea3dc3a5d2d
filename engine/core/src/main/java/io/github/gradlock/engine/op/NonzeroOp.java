package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.kernel.ScatterFunction;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;

/**
 * Gives the row-major positions of the elements that are not zero, ascending; a NaN is not zero.
 *
 * <p>A running count says where in the result each of them goes; its end is the size of the result, the one number that the host
 * has to know. What is zero goes to a place behind the end, which is cut off.
 */
record NonzeroOp() implements NondifferentiableOp {
    @Override
    public String name() {
        return "nonzero";
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Kernels kernels = context.kernels();
        Shape line = Shape.of(inputs[0].numel());
        if (line.numel() == 0) {
            return new Tensor[] {kernels.zeros(line, DType.INT64)};
        }
        Tensor mask = flat(Primitives.copy(kernels, inputs[0], DType.BOOL), line);
        Tensor running = kernels.zeros(line, DType.INT64);
        kernels.scan(ReduceFunction.SUM, Primitives.copy(kernels, mask, DType.INT64), running);
        int count = (int) running.alias(running.layout().select(0, -1)).item();
        Tensor before = Primitives.binary(kernels, BinaryFunction.SUB, running, constant(kernels, line, 1));
        Tensor target = kernels.zeros(line, DType.INT64);
        kernels.where(mask, before, constant(kernels, line, count), target);
        Tensor positions = kernels.zeros(line, DType.INT64);
        kernels.arange(0L, 1L, positions);
        Tensor out = kernels.zeros(Shape.of(count + 1), DType.INT64);
        kernels.scatter(ScatterFunction.SET, positions, 0, target, out);
        return new Tensor[] {out.alias(out.layout().narrow(0, 0, count))};
    }

    private static Tensor flat(Tensor contiguous, Shape line) {
        return contiguous.alias(line, line.contiguousStrides(), 0);
    }

    private static Tensor constant(Kernels kernels, Shape shape, int value) {
        return Primitives.constant(kernels, shape, (long) value, DType.INT64);
    }
}
