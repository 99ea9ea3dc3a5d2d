package io.github.gradlock.engine.tensor;

import java.util.Arrays;

/** Creates tensors in host memory; arrays given to {@code of} are copied, in row-major order. */
public final class Tensors {
    private Tensors() {}

    /** Returns a float32 tensor; without a shape it has one dimension, the length of the array. */
    public static Tensor of(float[] values, int... shape) {
        return Tensor.wrap(new HostStorage.Float32(values.clone()), shapeFor(values.length, shape));
    }

    /** Returns a float64 tensor; without a shape it has one dimension, the length of the array. */
    public static Tensor of(double[] values, int... shape) {
        return Tensor.wrap(new HostStorage.Float64(values.clone()), shapeFor(values.length, shape));
    }

    /** Returns an int64 tensor; without a shape it has one dimension, the length of the array. */
    public static Tensor of(long[] values, int... shape) {
        return Tensor.wrap(new HostStorage.Int64(values.clone()), shapeFor(values.length, shape));
    }

    /** Returns a bool tensor; without a shape it has one dimension, the length of the array. */
    public static Tensor of(boolean[] values, int... shape) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (values[i] ? 1 : 0);
        }
        return Tensor.wrap(new HostStorage.Bool(bytes), shapeFor(values.length, shape));
    }

    private static Shape shapeFor(int length, int... sizes) {
        Shape shape = sizes.length == 0 ? Shape.of(length) : Shape.of(sizes);
        if (shape.numel() != length) {
            throw new IllegalArgumentException("shape " + shape + " wants " + shape.numel() + " elements, got " + length
                    + (length == 1 ? "; for a zero-dimensional tensor use Tensors.scalar" : ""));
        }
        return shape;
    }

    /** Returns an int64 tensor; without a shape it has one dimension, the length of the array. */
    public static Tensor of(int[] values, int... shape) {
        return of(Arrays.stream(values).asLongStream().toArray(), shape);
    }

    /** Returns a float64 matrix of these rows, which must be of one length. */
    public static Tensor of(double[][] rows) {
        int width = rows.length == 0 ? 0 : rows[0].length;
        double[] values = new double[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            checkRow(i, rows[i].length, width);
            System.arraycopy(rows[i], 0, values, i * width, width);
        }
        return of(values, rows.length, width);
    }

    /** Returns a float32 matrix of these rows, which must be of one length. */
    public static Tensor of(float[][] rows) {
        int width = rows.length == 0 ? 0 : rows[0].length;
        float[] values = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            checkRow(i, rows[i].length, width);
            System.arraycopy(rows[i], 0, values, i * width, width);
        }
        return of(values, rows.length, width);
    }

    private static void checkRow(int index, int length, int width) {
        if (length != width) {
            throw new IllegalArgumentException(
                    "expected rows of length " + width + " at index " + index + ", got " + length);
        }
    }

    /** Returns float32 zeros. */
    public static Tensor zeros(int... shape) {
        return zeros(DType.FLOAT32, shape);
    }

    /** Returns float32 ones. */
    public static Tensor ones(int... shape) {
        return ones(DType.FLOAT32, shape);
    }

    /** Returns the float32 identity matrix {@code [n, n]}. */
    public static Tensor eye(int n) {
        return eye(n, DType.FLOAT32);
    }

    /** Returns a zero-dimensional float32 tensor. */
    public static Tensor scalar(float value) {
        return Tensor.wrap(new HostStorage.Float32(new float[] {value}), Shape.SCALAR);
    }

    /** Returns a zero-dimensional float64 tensor. */
    public static Tensor scalar(double value) {
        return Tensor.wrap(new HostStorage.Float64(new double[] {value}), Shape.SCALAR);
    }

    /** Returns a zero-dimensional int64 tensor. */
    public static Tensor scalar(long value) {
        return Tensor.wrap(new HostStorage.Int64(new long[] {value}), Shape.SCALAR);
    }

    /** Returns a zero-dimensional bool tensor. */
    public static Tensor scalar(boolean value) {
        return Tensor.wrap(new HostStorage.Bool(new byte[] {(byte) (value ? 1 : 0)}), Shape.SCALAR);
    }

    /** Returns a zero-dimensional tensor of a number converted to a dtype. */
    public static Tensor scalar(Number value, DType dtype) {
        return full(Shape.SCALAR, value, dtype);
    }

    /** Returns a tensor of zeros. */
    public static Tensor zeros(DType dtype, int... shape) {
        return zeros(Shape.of(shape), dtype);
    }

    /** Returns a tensor of zeros. */
    public static Tensor zeros(Shape shape, DType dtype) {
        return Tensor.wrap(HostStorage.allocate(dtype, shape.numel()), shape);
    }

    /** Returns a tensor of ones. */
    public static Tensor ones(DType dtype, int... shape) {
        return ones(Shape.of(shape), dtype);
    }

    /** Returns a tensor of ones. */
    public static Tensor ones(Shape shape, DType dtype) {
        return full(shape, 1L, dtype);
    }

    /** Returns a tensor whose elements are all {@code value}, converted to the dtype with one rounding. */
    public static Tensor full(Shape shape, Number value, DType dtype) {
        Tensor result = zeros(shape, dtype);
        switch (dtype) {
            case FLOAT32 -> Arrays.fill(HostStorage.floats(result), Numbers.toFloat(value));
            case FLOAT64 -> Arrays.fill(HostStorage.doubles(result), value.doubleValue());
            case INT64 -> Arrays.fill(HostStorage.longs(result), value.longValue());
            case BOOL -> Arrays.fill(HostStorage.bools(result), (byte) (value.doubleValue() != 0 ? 1 : 0));
        }
        return result;
    }

    /** Returns the int64 tensor 0, 1, …, {@code end - 1}. */
    public static Tensor arange(long end) {
        return arange(0, end, 1);
    }

    /** Returns the int64 tensor {@code start, start + step, …}, which ends before {@code end}. */
    public static Tensor arange(long start, long end, long step) {
        if (step == 0 || (end - start) * Long.signum(step) < 0) {
            throw new IllegalArgumentException(
                    "arange from " + start + " to " + end + " is not reachable with step " + step);
        }
        int length = Math.toIntExact((end - start + step - Long.signum(step)) / step);
        long[] values = new long[length];
        Arrays.setAll(values, i -> start + i * step);
        return Tensor.wrap(new HostStorage.Int64(values), Shape.of(length));
    }

    /** Returns the identity matrix {@code [n, n]}. */
    public static Tensor eye(int n, DType dtype) {
        Tensor result = zeros(Shape.of(n, n), dtype);
        for (int i = 0; i < n; i++) {
            switch (dtype) {
                case FLOAT32 -> HostStorage.floats(result)[i * n + i] = 1;
                case FLOAT64 -> HostStorage.doubles(result)[i * n + i] = 1;
                case INT64 -> HostStorage.longs(result)[i * n + i] = 1;
                case BOOL -> HostStorage.bools(result)[i * n + i] = 1;
            }
        }
        return result;
    }
}
