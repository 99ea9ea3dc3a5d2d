package io.github.gradlock.engine.tensor;

import io.github.gradlock.engine.op.Placement;
import io.github.gradlock.engine.op.Randoms;
import java.util.Arrays;

/**
 * Creates tensors on the default {@link Device}; arrays given to {@code of} are copied, in row-major order. Where no dtype is given, floating-point
 * values of no type of their own are float32, as in PyTorch. Memory is never left uninitialised: PyTorch's {@code empty} is {@code
 * zeros} here.
 */
public final class Tensors {
    private Tensors() {}

    /** Returns a float32 tensor; without a shape it has one dimension, the length of the array. */
    public static Tensor of(float[] values, int... shape) {
        return of(values, Placement.standard(), shape);
    }

    /** Returns a float32 tensor on a device; without a shape it has one dimension, the length of the array. */
    public static Tensor of(float[] values, Device device, int... shape) {
        return Placement.on(
                device, Tensor.wrap(new HostStorage.Float32(values.clone()), shapeFor(values.length, shape)));
    }

    /** Returns a float64 tensor; without a shape it has one dimension, the length of the array. */
    public static Tensor of(double[] values, int... shape) {
        return of(values, Placement.standard(), shape);
    }

    /** Returns a float64 tensor on a device; without a shape it has one dimension, the length of the array. */
    public static Tensor of(double[] values, Device device, int... shape) {
        return Placement.on(
                device, Tensor.wrap(new HostStorage.Float64(values.clone()), shapeFor(values.length, shape)));
    }

    /** Returns an int64 tensor; without a shape it has one dimension, the length of the array. */
    public static Tensor of(long[] values, int... shape) {
        return of(values, Placement.standard(), shape);
    }

    /** Returns an int64 tensor on a device; without a shape it has one dimension, the length of the array. */
    public static Tensor of(long[] values, Device device, int... shape) {
        return Placement.on(device, Tensor.wrap(new HostStorage.Int64(values.clone()), shapeFor(values.length, shape)));
    }

    /** Returns a bool tensor; without a shape it has one dimension, the length of the array. */
    public static Tensor of(boolean[] values, int... shape) {
        return of(values, Placement.standard(), shape);
    }

    /** Returns a bool tensor on a device; without a shape it has one dimension, the length of the array. */
    public static Tensor of(boolean[] values, Device device, int... shape) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (values[i] ? 1 : 0);
        }
        return Placement.on(device, Tensor.wrap(new HostStorage.Bool(bytes), shapeFor(values.length, shape)));
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

    /** Returns an int64 matrix of these rows, which must be of one length. */
    public static Tensor of(long[][] rows) {
        int width = rows.length == 0 ? 0 : rows[0].length;
        long[] values = new long[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            checkRow(i, rows[i].length, width);
            System.arraycopy(rows[i], 0, values, i * width, width);
        }
        return of(values, rows.length, width);
    }

    /** Returns a float64 tensor of these matrices, which must be of one shape. */
    public static Tensor of(double[][][] matrices) {
        Tensor[] parts = Arrays.stream(matrices).map(Tensors::of).toArray(Tensor[]::new);
        Shape part = partShape(parts);
        double[] values = new double[parts.length * part.numel()];
        for (int i = 0; i < parts.length; i++) {
            System.arraycopy(parts[i].toDoubleArray(), 0, values, i * part.numel(), part.numel());
        }
        return of(values, parts.length, part.size(0), part.size(1));
    }

    /** Returns a float32 tensor of these matrices, which must be of one shape. */
    public static Tensor of(float[][][] matrices) {
        Tensor[] parts = Arrays.stream(matrices).map(Tensors::of).toArray(Tensor[]::new);
        Shape part = partShape(parts);
        float[] values = new float[parts.length * part.numel()];
        for (int i = 0; i < parts.length; i++) {
            System.arraycopy(parts[i].toFloatArray(), 0, values, i * part.numel(), part.numel());
        }
        return of(values, parts.length, part.size(0), part.size(1));
    }

    private static Shape partShape(Tensor... parts) {
        Shape first = parts.length == 0 ? Shape.of(0, 0) : parts[0].shape();
        for (int i = 1; i < parts.length; i++) {
            if (!parts[i].shape().equals(first)) {
                throw new IllegalArgumentException(
                        "expected matrices of shape " + first + " at index " + i + ", got " + parts[i].shape());
            }
        }
        return first;
    }

    private static void checkRow(int index, int length, int width) {
        if (length != width) {
            throw new IllegalArgumentException(
                    "expected rows of length " + width + " at index " + index + ", got " + length);
        }
    }

    /** Returns float32 zeros of a shape; without sizes, one of no dimensions. */
    public static Tensor zeros(int... shape) {
        return zeros(DType.FLOAT32, shape);
    }

    /** Returns float32 ones of a shape; without sizes, one of no dimensions. */
    public static Tensor ones(int... shape) {
        return ones(DType.FLOAT32, shape);
    }

    /** Returns the float32 identity matrix {@code [n, n]}. */
    public static Tensor eye(int n) {
        return eye(n, DType.FLOAT32);
    }

    /** Returns a zero-dimensional float32 tensor. */
    public static Tensor scalar(float value) {
        return Placement.placed(Tensor.wrap(new HostStorage.Float32(new float[] {value}), Shape.SCALAR));
    }

    /** Returns a zero-dimensional float64 tensor. */
    public static Tensor scalar(double value) {
        return Placement.placed(Tensor.wrap(new HostStorage.Float64(new double[] {value}), Shape.SCALAR));
    }

    /** Returns a zero-dimensional int64 tensor. */
    public static Tensor scalar(long value) {
        return Placement.placed(Tensor.wrap(new HostStorage.Int64(new long[] {value}), Shape.SCALAR));
    }

    /** Returns a zero-dimensional bool tensor. */
    public static Tensor scalar(boolean value) {
        return Placement.placed(Tensor.wrap(new HostStorage.Bool(new byte[] {(byte) (value ? 1 : 0)}), Shape.SCALAR));
    }

    /** Returns a zero-dimensional tensor of a number converted to a dtype. */
    public static Tensor scalar(Number value, DType dtype) {
        return full(Shape.SCALAR, value, dtype);
    }

    /** Returns zeros of a dtype and a shape; false is the zero of bool. */
    public static Tensor zeros(DType dtype, int... shape) {
        return zeros(Shape.of(shape), dtype);
    }

    /** Returns zeros of a shape and a dtype; false is the zero of bool. */
    public static Tensor zeros(Shape shape, DType dtype) {
        return zeros(shape, dtype, Placement.standard());
    }

    /** Returns zeros of a shape and a dtype on a device. */
    public static Tensor zeros(Shape shape, DType dtype, Device device) {
        return device == Device.CPU ? zerosOnHost(shape, dtype) : Placement.zeros(device, shape, dtype);
    }

    static Tensor zerosOnHost(Shape shape, DType dtype) {
        return Tensor.wrap(HostStorage.allocate(dtype, shape.numel()), shape);
    }

    /** Returns ones of a dtype and a shape; true is the one of bool. */
    public static Tensor ones(DType dtype, int... shape) {
        return ones(Shape.of(shape), dtype);
    }

    /** Returns ones of a shape and a dtype; true is the one of bool. */
    public static Tensor ones(Shape shape, DType dtype) {
        return full(shape, 1L, dtype);
    }

    /** Returns a tensor whose elements are all {@code value}, converted to the dtype with one rounding. */
    public static Tensor full(Shape shape, Number value, DType dtype) {
        return full(shape, value, dtype, Placement.standard());
    }

    /** Returns a tensor on a device whose elements are all {@code value}, converted to the dtype with one rounding. */
    public static Tensor full(Shape shape, Number value, DType dtype, Device device) {
        Tensor result = Tensor.wrap(HostStorage.allocateToBeWritten(dtype, shape.numel()), shape);
        switch (dtype) {
            case FLOAT32 -> Arrays.fill(HostStorage.floats(result), Numbers.toFloat(value));
            case FLOAT64 -> Arrays.fill(HostStorage.doubles(result), value.doubleValue());
            case INT64 -> Arrays.fill(HostStorage.longs(result), value.longValue());
            case BOOL -> Arrays.fill(HostStorage.bools(result), (byte) (value.doubleValue() != 0 ? 1 : 0));
        }
        return Placement.on(device, result);
    }

    /** Returns a tensor whose elements are all {@code value}: int64 of a Java integer, float32 of a floating-point number. */
    public static Tensor full(int[] shape, Number value) {
        return full(Shape.of(shape), value, Promotion.isInteger(value) ? DType.INT64 : DType.FLOAT32);
    }

    /** Returns a tensor whose elements are all {@code value}, converted to the dtype with one rounding. */
    public static Tensor full(int[] shape, Number value, DType dtype) {
        return full(Shape.of(shape), value, dtype);
    }

    /** Returns zeros with shape and dtype of another tensor, in row-major order. PyTorch's {@code empty_like} is this too. */
    public static Tensor zerosLike(Tensor like) {
        return zeros(like.shape(), like.dtype(), like.device());
    }

    /** Returns ones with shape and dtype of another tensor. */
    public static Tensor onesLike(Tensor like) {
        return full(like.shape(), 1L, like.dtype(), like.device());
    }

    /** Returns a tensor with shape and dtype of another, whose elements are all {@code value}. */
    public static Tensor fullLike(Tensor like, Number value) {
        return full(like.shape(), value, like.dtype(), like.device());
    }

    /** Returns the int64 tensor 0, 1, …, {@code end - 1}. */
    public static Tensor arange(long end) {
        return arange(0, end, 1);
    }

    /** Returns the int64 tensor {@code start, start + 1, …, end - 1}. */
    public static Tensor arange(long start, long end) {
        return arange(start, end, 1);
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
        return Placement.placed(Tensor.wrap(new HostStorage.Int64(values), Shape.of(length)));
    }

    /** Returns the float32 tensor {@code start, start + step, …}, which ends before {@code end}. */
    public static Tensor arange(double start, double end, double step) {
        return arange(start, end, step, DType.FLOAT32);
    }

    /**
     * Returns {@code start, start + step, …}, which ends before {@code end}: {@code ceil((end - start) / step)} elements, each computed
     * in float64 and then rounded to the dtype. As a quotient may round up, the last one can be the end itself.
     */
    public static Tensor arange(double start, double end, double step, DType dtype) {
        return Placement.placed(Sequences.arange(start, end, step, dtype));
    }

    /** Returns so many float32 numbers from {@code start} to {@code end}, both included, at equal distances. */
    public static Tensor linspace(double start, double end, int steps) {
        return linspace(start, end, steps, DType.FLOAT32);
    }

    /**
     * Returns so many numbers from {@code start} to {@code end}, both included, at equal distances: element i is {@code start + i step}
     * in the first half and {@code end - (steps - 1 - i) step} in the second, computed in the dtype as PyTorch does it.
     */
    public static Tensor linspace(double start, double end, int steps, DType dtype) {
        return Placement.placed(Sequences.linspace(start, end, steps, dtype));
    }

    /** Returns so many float32 powers of 10, with exponents from {@code start} to {@code end} at equal distances. */
    public static Tensor logspace(double start, double end, int steps) {
        return logspace(start, end, steps, 10, DType.FLOAT32);
    }

    /** Returns so many powers of a base, with exponents from {@code start} to {@code end} as {@link #linspace} gives them. */
    public static Tensor logspace(double start, double end, int steps, double base, DType dtype) {
        return Placement.placed(Sequences.logspace(start, end, steps, base, dtype));
    }

    /** Returns the identity matrix {@code [n, n]}. */
    public static Tensor eye(int n, DType dtype) {
        return eye(n, n, dtype);
    }

    /** Returns a float32 matrix {@code [n, m]} with ones on the main diagonal. */
    public static Tensor eye(int n, int m) {
        return eye(n, m, DType.FLOAT32);
    }

    /** Returns a matrix {@code [n, m]} with ones on the main diagonal and zeros elsewhere. */
    public static Tensor eye(int n, int m, DType dtype) {
        Tensor result = zerosOnHost(Shape.of(n, m), dtype);
        for (int i = 0; i < Math.min(n, m); i++) {
            int at = i * m + i;
            switch (dtype) {
                case FLOAT32 -> HostStorage.floats(result)[at] = 1;
                case FLOAT64 -> HostStorage.doubles(result)[at] = 1;
                case INT64 -> HostStorage.longs(result)[at] = 1;
                case BOOL -> HostStorage.bools(result)[at] = 1;
            }
        }
        return Placement.placed(result);
    }

    /** Returns float32 samples from [0, 1), evenly distributed, from the next stream of a generator. */
    public static Tensor rand(Generator generator, int... shape) {
        return rand(generator, DType.FLOAT32, shape);
    }

    /** Returns samples from [0, 1), evenly distributed, from the next stream of a generator. */
    public static Tensor rand(Generator generator, DType dtype, int... shape) {
        return Randoms.rand(generator, Shape.of(shape), dtype);
    }

    /** Returns samples from [0, 1) with shape and dtype of another tensor. */
    public static Tensor randLike(Generator generator, Tensor like) {
        return Placement.to(Randoms.rand(generator, like.shape(), like.dtype()), like.device());
    }

    /** Returns float32 samples of the normal distribution with mean 0 and variance 1; takes two streams of the generator. */
    public static Tensor randn(Generator generator, int... shape) {
        return randn(generator, DType.FLOAT32, shape);
    }

    /** Returns samples of the normal distribution with mean 0 and variance 1; takes two streams of the generator. */
    public static Tensor randn(Generator generator, DType dtype, int... shape) {
        return Randoms.randn(generator, Shape.of(shape), dtype);
    }

    /** Returns samples of the normal distribution with shape and dtype of another tensor; takes two streams of the generator. */
    public static Tensor randnLike(Generator generator, Tensor like) {
        return Placement.to(Randoms.randn(generator, like.shape(), like.dtype()), like.device());
    }

    /** Returns int64 samples from {@code low} on, below {@code high}; PyTorch lets a low of 0 be left out, here it is given. */
    public static Tensor randint(Generator generator, long low, long high, int... shape) {
        return Randoms.randint(generator, low, high, Shape.of(shape));
    }

    /** Returns the int64 numbers 0, 1, …, {@code n - 1} in random order. */
    public static Tensor randperm(Generator generator, int n) {
        return Randoms.randperm(generator, n);
    }
}
