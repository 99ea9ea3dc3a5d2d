package io.github.gradlock.engine.tensor;

import org.jspecify.annotations.Nullable;

/**
 * Storage in Java arrays, shared by every provider that computes on the CPU.
 *
 * <p>The arrays are the storage itself, not copies: whoever writes to one answers for {@link Tensor#bumpVersion}. What was made in a {@link TensorScope}
 * gives its array back at the end.
 */
public abstract sealed class HostStorage implements Storage {
    private final DType dtype;
    private final int size;
    private @Nullable Object array;

    /** The scope that takes the array back; null where the garbage collector does. */
    @Nullable
    ScopedMemory scope;

    /** How often the owner of the scope has said that it still needs this. */
    int uses;

    private HostStorage(DType dtype, Object array, int size) {
        this.dtype = dtype;
        this.array = array;
        this.size = size;
    }

    /** Returns a storage of {@code size} zeros. */
    public static HostStorage allocate(DType dtype, int size) {
        return ScopedMemory.allocate(dtype, size, true);
    }

    /** Returns a storage of {@code size} elements that are all to be written: they may be anything. */
    public static HostStorage allocateToBeWritten(DType dtype, int size) {
        return ScopedMemory.allocate(dtype, size, false);
    }

    /** Wraps an array of the dtype. */
    static HostStorage of(DType dtype, Object array) {
        return switch (dtype) {
            case FLOAT32 -> new Float32((float[]) array);
            case FLOAT64 -> new Float64((double[]) array);
            case INT64 -> new Int64((long[]) array);
            case BOOL -> new Bool((byte[]) array);
        };
    }

    @Override
    public final DType dtype() {
        return dtype;
    }

    @Override
    public final long size() {
        return size;
    }

    @Override
    public final Device device() {
        return Device.CPU;
    }

    @Override
    public final HostStorage toHost() {
        return this;
    }

    /** Takes the array away for good. */
    final Object release() {
        Object released = array();
        array = null;
        return released;
    }

    /** Returns the array under a float32 tensor on the host; its window is given by offset and strides. */
    public static float[] floats(Tensor tensor) {
        if (tensor.storage() instanceof Float32 storage) {
            return storage.data();
        }
        throw mismatch(DType.FLOAT32, tensor);
    }

    /** Returns the array under a float64 tensor on the host. */
    public static double[] doubles(Tensor tensor) {
        if (tensor.storage() instanceof Float64 storage) {
            return storage.data();
        }
        throw mismatch(DType.FLOAT64, tensor);
    }

    /** Returns the array under an int64 tensor on the host. */
    public static long[] longs(Tensor tensor) {
        if (tensor.storage() instanceof Int64 storage) {
            return storage.data();
        }
        throw mismatch(DType.INT64, tensor);
    }

    /** Returns the array under a bool tensor on the host: 0 is false, 1 is true, and nothing else occurs. */
    public static byte[] bools(Tensor tensor) {
        if (tensor.storage() instanceof Bool storage) {
            return storage.data();
        }
        throw mismatch(DType.BOOL, tensor);
    }

    private static IllegalArgumentException mismatch(DType wanted, Tensor tensor) {
        if (tensor.device() != Device.CPU) {
            return new IllegalArgumentException("expected a " + wanted + " tensor on the host, got " + tensor.dtype()
                    + " " + tensor.shape() + " on " + tensor.device().name() + "; cpu() copies it");
        }
        return new IllegalArgumentException("expected a " + wanted + " tensor on the host, got " + tensor.dtype() + " "
                + tensor.shape() + " in " + tensor.storage().getClass().getSimpleName() + "; "
                + reader(tensor.dtype()) + " reads it as it is, and to(DType." + wanted.name() + ") converts it first");
    }

    private static String reader(DType dtype) {
        return switch (dtype) {
            case FLOAT32 -> "toFloatArray()";
            case FLOAT64 -> "toDoubleArray()";
            case INT64 -> "toLongArray()";
            case BOOL -> "toBooleanArray()";
        };
    }

    final Object array() {
        Object present = array;
        if (present == null) {
            throw new IllegalStateException(
                    "the memory of this tensor was given back when its TensorScope was closed; read what you need before that,"
                            + " or let the tensor outlive the scope with keep(tensor)");
        }
        return present;
    }

    /** Elements of type float32. */
    public static final class Float32 extends HostStorage {
        Float32(float[] data) {
            super(DType.FLOAT32, data, data.length);
        }

        /** Returns the elements. */
        public float[] data() {
            return (float[]) array();
        }
    }

    /** Elements of type float64. */
    public static final class Float64 extends HostStorage {
        Float64(double[] data) {
            super(DType.FLOAT64, data, data.length);
        }

        /** Returns the elements. */
        public double[] data() {
            return (double[]) array();
        }
    }

    /** Elements of type int64. */
    public static final class Int64 extends HostStorage {
        Int64(long[] data) {
            super(DType.INT64, data, data.length);
        }

        /** Returns the elements. */
        public long[] data() {
            return (long[]) array();
        }
    }

    /** Elements of type bool, a byte each, 0 or 1. */
    public static final class Bool extends HostStorage {
        Bool(byte[] data) {
            super(DType.BOOL, data, data.length);
        }

        /** Returns the elements. */
        public byte[] data() {
            return (byte[]) array();
        }
    }
}
