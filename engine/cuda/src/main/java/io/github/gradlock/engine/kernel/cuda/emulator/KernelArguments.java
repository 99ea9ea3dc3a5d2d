package io.github.gradlock.engine.kernel.cuda.emulator;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The arguments of a kernel, laid out as C lays out a structure of them: each at a multiple of its size. */
public final class KernelArguments {
    private ByteBuffer bytes = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);

    /** Adds an address or another number of 64 bits. */
    public KernelArguments add(long value) {
        align(8);
        bytes.putLong(value);
        return this;
    }

    /** Adds a number of 32 bits. */
    public KernelArguments add(int value) {
        align(4);
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

    private void align(int size) {
        int at = (bytes.position() + size - 1) / size * size;
        if (at + size > bytes.capacity()) {
            bytes = ByteBuffer.allocate(bytes.capacity() * 2)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put(bytes.flip());
        }
        bytes.position(at);
    }

    /** Returns them. */
    public byte[] toArray() {
        return Arrays.copyOf(bytes.array(), bytes.position());
    }
}
