package io.github.gradlock.engine.kernel.cuda.device;

import io.github.gradlock.engine.kernel.Nest;
import io.github.gradlock.engine.tensor.Storage;
import io.github.gradlock.engine.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The arguments of a kernel, laid out as C lays out a structure of them: each at a multiple of its size. */
public final class KernelArguments {
    /** As {@code AXES} in {@code common.cuh}. */
    private static final int AXES = 8;

    /** An address keeps nothing alive: without these, memory could be given back while a kernel works on it. */
    private final List<Storage> held = new ArrayList<>();

    private final List<Integer> offsets = new ArrayList<>();

    private ByteBuffer bytes = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);

    /**
     * Adds where the elements under a tensor lie; its memory stays as long as this does.
     *
     * @throws IllegalArgumentException if that is not on the device
     */
    public KernelArguments add(PtxDevice device, Tensor tensor) {
        held.add(tensor.storage());
        return add(DeviceStorage.address(device, tensor));
    }

    /** Adds an address or another number of 64 bits. */
    public KernelArguments add(long value) {
        begin(8);
        bytes.putLong(value);
        return this;
    }

    /** Adds a number of 32 bits. */
    public KernelArguments add(int value) {
        begin(4);
        bytes.putInt(value);
        return this;
    }

    /** Adds a binary32. */
    public KernelArguments add(float value) {
        return add(Float.floatToRawIntBits(value));
    }

    /** Adds a binary64. */
    public KernelArguments add(double value) {
        return add(Double.doubleToRawLongBits(value));
    }

    /**
     * Adds where the elements of some operands lie: the structure {@code Nest} of {@code common.cuh}.
     *
     * @throws UnsupportedOperationException if more axes than kernels walk do not merge with their neighbours
     */
    public KernelArguments add(Nest nest) {
        if (nest.axes() > AXES) {
            throw new UnsupportedOperationException("CUDA kernels walk at most " + AXES
                    + " axes that do not merge, and here are " + nest.axes() + ": make a contiguous copy first");
        }
        begin(8);
        bytes.putLong(nest.size());
        put(nest.axes());
        for (int axis = 0; axis < AXES; axis++) {
            put(axis < nest.axes() ? nest.length(axis) : 1);
        }
        for (int operand = 0; operand < nest.operands(); operand++) {
            for (int axis = 0; axis < AXES; axis++) {
                put(axis < nest.axes() ? nest.stride(operand, axis) : 0);
            }
        }
        for (int operand = 0; operand < nest.operands(); operand++) {
            put(nest.offset(operand));
        }
        return this;
    }

    /** Goes on with a structure. */
    private void put(long value) {
        align(8);
        bytes.putLong(value);
    }

    private void begin(int size) {
        align(size);
        offsets.add(bytes.position());
    }

    private void align(int size) {
        int at = (bytes.position() + size - 1) / size * size;
        if (at + size > bytes.capacity()) {
            bytes = ByteBuffer.allocate(bytes.capacity() * 2)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put(bytes.flip());
        }
        bytes.position(at);
    }

    /** Adds one byte. */
    public KernelArguments add(byte value) {
        begin(1);
        bytes.put(value);
        return this;
    }

    /** Returns where each of them begins. */
    public int[] offsets() {
        return offsets.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Returns them. */
    public byte[] toArray() {
        return Arrays.copyOf(bytes.array(), bytes.position());
    }
}
