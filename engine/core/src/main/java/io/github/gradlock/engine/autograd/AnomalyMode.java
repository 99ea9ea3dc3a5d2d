package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.op.Dispatch;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How a thread looks for anomalies.
 *
 * @param checkNan whether gradients are looked at, or only forward calls noted
 */
record AnomalyMode(boolean checkNan) {
    /** Refuses results that are not finite. */
    void check(Node node, @Nullable Tensor[] gradients, @Nullable Tensor[] results) {
        if (!checkNan) {
            return;
        }
        for (int i = 0; i < results.length; i++) {
            Tensor result = results[i];
            int at = result == null ? -1 : firstNotFinite(result);
            if (result != null && at >= 0) {
                throw new AnomalyException(
                        message(node, i, result, at, gradients), node.name(), i, result.shape(), node.forwardCall());
            }
        }
    }

    private static String message(Node node, int output, Tensor result, int at, @Nullable Tensor[] gradients) {
        StringBuilder message = new StringBuilder("Function '" + node.name() + "' returned "
                + nameOf(values(result)[at]) + " in its output " + output + ": the gradient of input " + output + ", "
                + GradientSpec.of(result) + ", first at index "
                + Arrays.toString(result.shape().index(at)));
        for (int i = 0; i < gradients.length; i++) {
            Tensor gradient = gradients[i];
            if (gradient != null && firstNotFinite(gradient) >= 0) {
                message.append(". The gradient it was given for output ")
                        .append(i)
                        .append(" was not finite already: look at the gradient passed to backward, and at hooks");
            }
        }
        ForwardCall call = node.forwardCall();
        if (call == null) {
            return message.append(". No forward pass information available:"
                            + " keep Anomaly.detect() open during the forward pass for more information")
                    .toString();
        }
        return message.append(". The forward call: ")
                .append(call.getStackTrace()[0])
                .toString();
    }

    /** Adds the forward call of a node to an error in its backward. */
    static void explain(Node node, RuntimeException error) {
        ForwardCall call = node.forwardCall();
        if (call != null
                && error.getCause() != call
                && !Arrays.asList(error.getSuppressed()).contains(call)) {
            error.addSuppressed(call);
        }
    }

    /** Returns the row-major position of the first NaN or infinity, or -1; with kernels alone, so that no trace shows it. */
    private static int firstNotFinite(Tensor tensor) {
        if (!tensor.dtype().isFloating()) {
            return -1;
        }
        Kernels kernels = Dispatch.kernels(tensor);
        Tensor finite = kernels.zeros(tensor.shape(), DType.BOOL);
        kernels.unary(UnaryFunction.IS_FINITE, tensor, finite);
        boolean[] flags = finite.toBooleanArray();
        for (int i = 0; i < flags.length; i++) {
            if (!flags[i]) {
                return i;
            }
        }
        return -1;
    }

    private static double[] values(Tensor tensor) {
        Tensor wide = Tensors.zeros(tensor.shape(), DType.FLOAT64);
        Dispatch.kernels(tensor).copy(tensor, wide);
        return wide.toDoubleArray();
    }

    private static String nameOf(double value) {
        return Double.isNaN(value) ? "NaN" : value > 0 ? "infinity" : "-infinity";
    }
}
