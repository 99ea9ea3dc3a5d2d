package io.github.gradlock.engine.tensor;

import io.github.gradlock.engine.op.Arithmetic;
import io.github.gradlock.engine.op.Placement;

/** Conversions of the dtype and the device, as methods of a tensor; what Java's reserved words forbid begins with {@code to}. */
public sealed interface TypeMethods permits Tensor {
    /** Converts to a dtype; the same tensor if it has it already. */
    default Tensor to(DType dtype) {
        return Arithmetic.cast((Tensor) this, dtype);
    }

    /** Copies to a device, in row-major order and with the same dtype and shape; the same tensor if it is there already. Differentiable. */
    default Tensor to(Device device) {
        return Placement.to((Tensor) this, device);
    }

    /**
     * Copies to the device of a name, {@code cpu} or that of the process's kernels; the same tensor if it is there already.
     *
     * @throws IllegalArgumentException if there is no such device here
     */
    default Tensor to(String device) {
        return Placement.to((Tensor) this, Placement.named(device));
    }

    /** Copies into the memory of the JVM; the same tensor if it is there already. */
    default Tensor cpu() {
        return to(Device.CPU);
    }

    /** Converts to the dtype of another tensor. */
    default Tensor typeAs(Tensor other) {
        return Arithmetic.cast((Tensor) this, other.dtype());
    }

    /** Converts to float32: PyTorch's {@code float()}. */
    default Tensor toFloat() {
        return Arithmetic.cast((Tensor) this, DType.FLOAT32);
    }

    /** Converts to float64: PyTorch's {@code double()}. */
    default Tensor toDouble() {
        return Arithmetic.cast((Tensor) this, DType.FLOAT64);
    }

    /** Converts to int64: PyTorch's {@code long()}. */
    default Tensor toLong() {
        return Arithmetic.cast((Tensor) this, DType.INT64);
    }

    /** Converts to bool: PyTorch's {@code bool()}. */
    default Tensor toBool() {
        return Arithmetic.cast((Tensor) this, DType.BOOL);
    }
}
