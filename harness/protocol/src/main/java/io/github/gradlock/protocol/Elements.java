package io.github.gradlock.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Element bits as they are recorded: little-endian, every NaN the canonical quiet one, signed zeros kept. */
public final class Elements {
    private Elements() {}

    /**
     * Returns the bits with every NaN replaced by the canonical quiet NaN of its type (0x7e00, 0x7fc0, 0x7fc00000,
     * 0x7ff8000000000000); the buffer itself, unchanged, if there was nothing to replace.
     *
     * @param bits little-endian elements; its position stays
     */
    public static ByteBuffer canonical(ElementType type, ByteBuffer bits) {
        ByteBuffer source = bits.slice().order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer copy = null;
        for (int at = 0; type.isFloating() && at + type.bytes() <= source.limit(); at += type.bytes()) {
            if (isOtherNan(type, source, at)) {
                copy = copy == null ? copyOf(source) : copy;
                putNan(type, copy, at);
            }
        }
        return copy == null ? source : copy;
    }

    /**
     * Returns the number of bytes of a tensor.
     *
     * @throws IllegalArgumentException if a dimension is negative or the product exceeds 2^63 − 1
     */
    public static long byteCount(ElementType type, long... shape) {
        long count = type.bytes();
        boolean empty = false;
        for (long size : shape) {
            if (size < 0) {
                throw new IllegalArgumentException("negative dimension in shape " + Arrays.toString(shape));
            }
            empty |= size == 0;
        }
        for (long size : empty ? new long[] {0} : shape) {
            try {
                count = Math.multiplyExact(count, size);
            } catch (ArithmeticException e) {
                throw new IllegalArgumentException("shape too large: " + Arrays.toString(shape), e);
            }
        }
        return count;
    }

    private static boolean isOtherNan(ElementType type, ByteBuffer bits, int at) {
        return switch (type) {
            case F16 -> (bits.getShort(at) & 0x7fff) > 0x7c00 && bits.getShort(at) != 0x7e00;
            case BF16 -> (bits.getShort(at) & 0x7fff) > 0x7f80 && bits.getShort(at) != 0x7fc0;
            case F32 -> (bits.getInt(at) & 0x7fff_ffff) > 0x7f80_0000 && bits.getInt(at) != 0x7fc0_0000;
            case F64 ->
                (bits.getLong(at) & Long.MAX_VALUE) > 0x7ff0_0000_0000_0000L
                        && bits.getLong(at) != 0x7ff8_0000_0000_0000L;
            default -> false;
        };
    }

    private static void putNan(ElementType type, ByteBuffer bits, int at) {
        switch (type) {
            case F16 -> bits.putShort(at, (short) 0x7e00);
            case BF16 -> bits.putShort(at, (short) 0x7fc0);
            case F32 -> bits.putInt(at, 0x7fc0_0000);
            default -> bits.putLong(at, 0x7ff8_0000_0000_0000L);
        }
    }

    private static ByteBuffer copyOf(ByteBuffer source) {
        ByteBuffer copy = ByteBuffer.allocate(source.limit()).order(ByteOrder.LITTLE_ENDIAN);
        return copy.put(0, source, 0, source.limit());
    }
}
