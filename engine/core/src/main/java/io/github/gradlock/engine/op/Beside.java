package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Device;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.Arrays;

/**
 * Makes tensors where others are. What an operation computes with beside its inputs, indices or a mask or ones, lies on their device, whatever
 * the default one is.
 *
 * @param device where
 */
public record Beside(Device device) {
    /** Returns what makes tensors on the device of another one. */
    public static Beside of(Tensor like) {
        return new Beside(like.device());
    }

    /** Returns an int64 tensor; without a shape it has one dimension. */
    Tensor of(long[] values, int... shape) {
        return Tensors.of(values, device, shape);
    }

    /** Returns a float64 tensor; without a shape it has one dimension. */
    Tensor of(double[] values, int... shape) {
        return Tensors.of(values, device, shape);
    }

    /** Returns a bool tensor; without a shape it has one dimension. */
    Tensor of(boolean[] values, int... shape) {
        return Tensors.of(values, device, shape);
    }

    /** Returns zeros of a shape and a dtype. */
    public Tensor zeros(Shape shape, DType dtype) {
        return Tensors.zeros(shape, dtype, device);
    }

    /** Returns ones of a shape and a dtype. */
    public Tensor ones(Shape shape, DType dtype) {
        return Tensors.full(shape, 1L, dtype, device);
    }

    /** Returns a zero-dimensional tensor of a number converted to a dtype. */
    public Tensor scalar(Number value, DType dtype) {
        return Tensors.full(Shape.SCALAR, value, dtype, device);
    }

    /** Returns the int64 tensor 0, 1, …, {@code end - 1}. */
    public Tensor arange(int end) {
        long[] values = new long[end];
        Arrays.setAll(values, i -> i);
        return of(values);
    }

    /** Returns the identity matrix {@code [n, n]}. */
    public Tensor eye(int n, DType dtype) {
        return Placement.to(Tensors.eye(n, dtype), device);
    }
}
