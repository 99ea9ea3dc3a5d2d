package io.github.gradlock.engine.kernel.cuda.emulator;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Little-endian numbers in an array of bytes; they may lie anywhere, alignment is asked for elsewhere. */
final class Bytes {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Bytes() {}

    /** Returns so many bytes, 1, 2, 4 or 8, the upper bits being zero. */
    static long get(byte[] bytes, int offset, int count) {
        return switch (count) {
            case 1 -> bytes[offset] & 0xFFL;
            case 2 -> (short) SHORT.get(bytes, offset) & 0xFFFFL;
            case 4 -> (int) INT.get(bytes, offset) & 0xFFFFFFFFL;
            default -> (long) LONG.get(bytes, offset);
        };
    }

    /** Sets so many bytes, 1, 2, 4 or 8. */
    static void set(byte[] bytes, int offset, int count, long value) {
        switch (count) {
            case 1 -> bytes[offset] = (byte) value;
            case 2 -> SHORT.set(bytes, offset, (short) value);
            case 4 -> INT.set(bytes, offset, (int) value);
            default -> LONG.set(bytes, offset, value);
        }
    }
}
