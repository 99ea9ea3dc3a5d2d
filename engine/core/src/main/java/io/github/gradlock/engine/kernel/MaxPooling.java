package io.github.gradlock.engine.kernel;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;

/** Finds the greatest elements of windows by other kernels, which defines the bits: all windows take one place after the other. */
final class MaxPooling {
    private MaxPooling() {}

    static void find(Kernels kernels, Tensor x, Tensor candidates, Tensor values, Tensor indices) {
        int axis = x.rank() - 1;
        Tensor value = kernels.empty(values.shape(), x.dtype());
        for (int place = 0; place < candidates.size(0); place++) {
            Tensor line = candidates.alias(candidates.layout().select(0, place));
            Tensor index = line.alias(line.layout().expand(values.shape()));
            if (place == 0) {
                kernels.gather(x, axis, index, values);
                kernels.copy(index, indices);
                continue;
            }
            kernels.gather(x, axis, index, value);
            Tensor better = better(kernels, value, values);
            kernels.where(better, value, values, values);
            kernels.where(better, index, indices, indices);
        }
    }

    private static Tensor better(Kernels kernels, Tensor value, Tensor best) {
        Tensor greater = kernels.empty(value.shape(), DType.BOOL);
        kernels.binary(BinaryFunction.GT, value, best, greater);
        if (value.dtype().isFloating()) {
            Tensor nan = kernels.empty(value.shape(), DType.BOOL);
            kernels.unary(UnaryFunction.IS_NAN, value, nan);
            kernels.binary(BinaryFunction.LOGICAL_OR, greater, nan, greater);
        }
        return greater;
    }
}
