package io.github.gradlock.engine.tensor;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An n-dimensional array: a strided window on a storage, with a version counter that its views share.
 *
 * <p>The gradient side (gradient, graph node) is attached by the autograd layer through {@link #autograd()}.
 */
public final class Tensor
        implements ArithmeticMethods,
                ComparisonMethods,
                TypeMethods,
                FunctionMethods,
                ReductionMethods,
                SortingMethods,
                MatrixMethods,
                LinalgMethods,
                ViewMethods,
                PartMethods,
                RepeatMethods,
                SubscriptMethods,
                IndexMethods,
                InPlaceMethods,
                InPlaceFunctionMethods,
                InPlaceIndexMethods,
                RandomMethods,
                GradMethods {
    private final Storage storage;
    private final Shape shape;
    private final int[] strides;
    private final int offset;
    private final AtomicInteger version;
    private @Nullable AutogradMeta autograd;

    private Tensor(Storage storage, Shape shape, int[] strides, int offset, AtomicInteger version) {
        this.storage = storage;
        this.shape = shape;
        this.strides = strides;
        this.offset = offset;
        this.version = version;
    }

    /** Wraps a storage as a contiguous tensor from its first element. */
    public static Tensor wrap(Storage storage, Shape shape) {
        if (storage.size() < shape.numel()) {
            throw new IllegalArgumentException("storage of " + storage.size() + " elements is too small for " + shape);
        }
        return new Tensor(storage, shape, shape.contiguousStrides(), 0, new AtomicInteger());
    }

    /** Returns another window on the same storage, sharing the version counter; nothing is recorded. */
    public Tensor alias(Shape newShape, int[] newStrides, int newOffset) {
        return new Tensor(storage, newShape, newStrides.clone(), newOffset, version);
    }

    /** Returns another window on the same storage, as computed by {@link Layout}. */
    public Tensor alias(Layout layout) {
        return new Tensor(storage, layout.shape(), layout.sharedStrides(), layout.offset(), version);
    }

    /** Returns shape, strides and offset as one value, from which the layouts of views are computed. */
    public Layout layout() {
        return Layout.sharing(shape, strides, offset);
    }

    /** Returns the element type. */
    public DType dtype() {
        return storage.dtype();
    }

    /** Returns the shape. */
    public Shape shape() {
        return shape;
    }

    /** Returns the shape: the same as {@link #shape}, by PyTorch's other name. */
    public Shape size() {
        return shape;
    }

    /** Returns the number of dimensions. */
    public int rank() {
        return shape.rank();
    }

    /** Returns the number of dimensions: the same as {@link #rank}, by PyTorch's name. */
    public int dim() {
        return shape.rank();
    }

    /** Returns the size of a dimension; negative counts from the end. */
    public int size(int dim) {
        return shape.size(dim);
    }

    /** Returns the number of elements. */
    public int numel() {
        return shape.numel();
    }

    /** Returns the stride of a dimension, in elements. */
    public int stride(int dim) {
        return strides[shape.axis(dim)];
    }

    /** Returns all strides in elements, as a copy. */
    public int[] strides() {
        return strides.clone();
    }

    /** Returns the index of the first element in the storage. */
    public int offset() {
        return offset;
    }

    /** Returns the storage. */
    public Storage storage() {
        return storage;
    }

    /** Returns where the elements lie. */
    public Device device() {
        return storage.device();
    }

    /** Returns whether the elements lie in row-major order without gaps. */
    public boolean isContiguous() {
        int step = 1;
        for (int i = shape.rank() - 1; i >= 0; i--) {
            if (shape.size(i) != 1 && strides[i] != step) {
                return shape.numel() == 0;
            }
            step *= shape.size(i);
        }
        return true;
    }

    /** Returns how often the storage was changed in place. */
    public int version() {
        return version.get();
    }

    /** Counts a change in place. */
    public void bumpVersion() {
        version.incrementAndGet();
    }

    /** Returns what the autograd layer attached, or null. */
    public @Nullable AutogradMeta autograd() {
        return autograd;
    }

    /** Attaches the gradient side. */
    public void setAutograd(@Nullable AutogradMeta meta) {
        this.autograd = meta;
    }

    /** Returns whether operations on this tensor are recorded. */
    public boolean requiresGrad() {
        AutogradMeta meta = autograd;
        return meta != null && meta.requiresGrad();
    }

    /** Returns a copy of a float32 tensor in row-major order; every NaN is the canonical one. */
    public float[] toFloatArray() {
        return ReadBack.floats(this);
    }

    /** Returns a copy of a float64 tensor in row-major order; every NaN is the canonical one. */
    public double[] toDoubleArray() {
        return ReadBack.doubles(this);
    }

    /** Returns a copy of an int64 tensor in row-major order. */
    public long[] toLongArray() {
        return ReadBack.longs(this);
    }

    /** Returns a copy of a bool tensor in row-major order. */
    public boolean[] toBooleanArray() {
        return ReadBack.booleans(this);
    }

    /**
     * Returns a copy in row-major order as little-endian bytes, one of 0 or 1 for a bool; every NaN is the canonical one.
     *
     * @throws IllegalArgumentException if that would be 2 GiB or more
     */
    public ByteBuffer toBytes() {
        return ReadBack.bytes(this);
    }

    /**
     * Returns the only element; bool gives 0 or 1, and int64 beyond 2^53 is rounded to the nearest double.
     *
     * @throws IllegalStateException as PyTorch says it, if there is not exactly one element
     */
    public double item() {
        return ReadBack.item(this);
    }

    /** Returns PyTorch's way to write it, {@code tensor([1., 2.], dtype=float64)} for instance. */
    @Override
    public String toString() {
        return TensorText.of(this);
    }
}
