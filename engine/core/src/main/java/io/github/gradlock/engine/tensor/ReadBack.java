package io.github.gradlock.engine.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Copies elements out of a tensor in row-major order; NaN becomes the canonical one here (rule 10 of the contract). */
final class ReadBack {
    private ReadBack() {}

    static float[] floats(Tensor tensor) {
        float[] data = HostStorage.floats(onHost(tensor));
        float[] result = new float[tensor.numel()];
        RowMajor index = new RowMajor(tensor);
        for (int i = 0; i < result.length; i++) {
            float value = data[index.next()];
            result[i] = value != value ? Float.NaN : value;
        }
        return result;
    }

    static double[] doubles(Tensor tensor) {
        double[] data = HostStorage.doubles(onHost(tensor));
        double[] result = new double[tensor.numel()];
        RowMajor index = new RowMajor(tensor);
        for (int i = 0; i < result.length; i++) {
            double value = data[index.next()];
            result[i] = value != value ? Double.NaN : value;
        }
        return result;
    }

    static long[] longs(Tensor tensor) {
        long[] data = HostStorage.longs(onHost(tensor));
        long[] result = new long[tensor.numel()];
        RowMajor index = new RowMajor(tensor);
        for (int i = 0; i < result.length; i++) {
            result[i] = data[index.next()];
        }
        return result;
    }

    static boolean[] booleans(Tensor tensor) {
        byte[] data = HostStorage.bools(onHost(tensor));
        boolean[] result = new boolean[tensor.numel()];
        RowMajor index = new RowMajor(tensor);
        for (int i = 0; i < result.length; i++) {
            result[i] = data[index.next()] != 0;
        }
        return result;
    }

    static ByteBuffer bytes(Tensor tensor) {
        long count = (long) tensor.numel() * tensor.dtype().bytes();
        if (count > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a " + tensor.dtype() + " tensor of shape " + tensor.shape() + " has "
                    + count + " bytes; at most 2 GiB of one tensor can be written");
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) count).order(ByteOrder.LITTLE_ENDIAN);
        switch (tensor.dtype()) {
            case FLOAT32 -> bytes.asFloatBuffer().put(floats(tensor));
            case FLOAT64 -> bytes.asDoubleBuffer().put(doubles(tensor));
            case INT64 -> bytes.asLongBuffer().put(longs(tensor));
            case BOOL -> {
                for (boolean value : booleans(tensor)) {
                    bytes.put((byte) (value ? 1 : 0));
                }
                bytes.rewind();
            }
        }
        return bytes;
    }

    static double item(Tensor tensor) {
        if (tensor.numel() != 1) {
            throw new IllegalStateException("a Tensor with " + tensor.numel()
                    + " elements cannot be converted to Scalar: shape " + tensor.shape());
        }
        return switch (tensor.dtype()) {
            case FLOAT32 -> floats(tensor)[0];
            case FLOAT64 -> doubles(tensor)[0];
            case INT64 -> longs(tensor)[0];
            case BOOL -> booleans(tensor)[0] ? 1 : 0;
        };
    }

    private static Tensor onHost(Tensor tensor) {
        Storage storage = tensor.storage();
        if (storage instanceof HostStorage) {
            return tensor;
        }
        HostStorage host = storage.toHost();
        return Tensor.wrap(host, Shape.of((int) host.size())).alias(tensor.layout());
    }
}
