package io.github.gradlock.engine.tensor;

/**
 * Storage in Java arrays, shared by every provider that computes on the CPU.
 *
 * <p>The arrays are the storage itself, not copies: whoever writes to one answers for {@link Tensor#bumpVersion}.
 */
public sealed interface HostStorage extends Storage {
    /** Returns a new storage of {@code size} zeros. */
    static HostStorage allocate(DType dtype, int size) {
        return switch (dtype) {
            case FLOAT32 -> new Float32(new float[size]);
            case FLOAT64 -> new Float64(new double[size]);
            case INT64 -> new Int64(new long[size]);
            case BOOL -> new Bool(new byte[size]);
        };
    }

    /** Returns the array under a float32 tensor on the host; its window is given by offset and strides. */
    static float[] floats(Tensor tensor) {
        if (tensor.storage() instanceof Float32 storage) {
            return storage.data();
        }
        throw mismatch(DType.FLOAT32, tensor);
    }

    /** Returns the array under a float64 tensor on the host. */
    static double[] doubles(Tensor tensor) {
        if (tensor.storage() instanceof Float64 storage) {
            return storage.data();
        }
        throw mismatch(DType.FLOAT64, tensor);
    }

    /** Returns the array under an int64 tensor on the host. */
    static long[] longs(Tensor tensor) {
        if (tensor.storage() instanceof Int64 storage) {
            return storage.data();
        }
        throw mismatch(DType.INT64, tensor);
    }

    /** Returns the array under a bool tensor on the host: 0 is false, 1 is true, and nothing else occurs. */
    static byte[] bools(Tensor tensor) {
        if (tensor.storage() instanceof Bool storage) {
            return storage.data();
        }
        throw mismatch(DType.BOOL, tensor);
    }

    private static IllegalArgumentException mismatch(DType wanted, Tensor tensor) {
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

    @Override
    default HostStorage toHost() {
        return this;
    }

    /** Elements of type float32. */
    record Float32(float[] data) implements HostStorage {
        @Override
        public DType dtype() {
            return DType.FLOAT32;
        }

        @Override
        public long size() {
            return data.length;
        }
    }

    /** Elements of type float64. */
    record Float64(double[] data) implements HostStorage {
        @Override
        public DType dtype() {
            return DType.FLOAT64;
        }

        @Override
        public long size() {
            return data.length;
        }
    }

    /** Elements of type int64. */
    record Int64(long[] data) implements HostStorage {
        @Override
        public DType dtype() {
            return DType.INT64;
        }

        @Override
        public long size() {
            return data.length;
        }
    }

    /** Elements of type bool, a byte each, 0 or 1. */
    record Bool(byte[] data) implements HostStorage {
        @Override
        public DType dtype() {
            return DType.BOOL;
        }

        @Override
        public long size() {
            return data.length;
        }
    }
}
