package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.op.Beside;
import io.github.gradlock.engine.op.Dispatch;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The first element of a tensor that is NaN or infinite; looked for with kernels alone, so that no trace shows it.
 *
 * @param value NaN or an infinity
 * @param index where it is, of the tensor's rank
 */
record NotFinite(double value, int... index) {
    /** Returns the first in row-major order, or null if all are finite, as in a tensor that is not floating. */
    static @Nullable NotFinite in(Tensor tensor) {
        if (!tensor.dtype().isFloating()) {
            return null;
        }
        Kernels kernels = Dispatch.kernels(tensor);
        Tensor finite = kernels.empty(tensor.shape(), DType.BOOL);
        kernels.unary(UnaryFunction.IS_FINITE, tensor, finite);
        boolean[] flags = finite.toBooleanArray();
        for (int i = 0; i < flags.length; i++) {
            if (!flags[i]) {
                return new NotFinite(values(tensor)[i], tensor.shape().index(i));
            }
        }
        return null;
    }

    private static double[] values(Tensor tensor) {
        Tensor wide = Beside.of(tensor).zeros(tensor.shape(), DType.FLOAT64);
        Dispatch.kernels(tensor).copy(tensor, wide);
        return wide.toDoubleArray();
    }

    /** Returns {@code NaN}, {@code infinity} or {@code -infinity}. */
    String name() {
        return Double.isNaN(value) ? "NaN" : value > 0 ? "infinity" : "-infinity";
    }

    /** Returns its name and its place. */
    @Override
    public String toString() {
        return name() + ", first at index " + Arrays.toString(index);
    }
}
