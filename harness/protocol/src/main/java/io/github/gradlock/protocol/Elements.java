package io.github.gradlock.protocol;

import java.io.IOException;
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
        for (int at = otherNan(type, source, 0);
                at <= source.limit() - type.bytes();
                at = otherNan(type, source, at + type.bytes())) {
            copy = copy == null ? copyOf(source) : copy;
            putNan(type, copy, at);
        }
        return copy == null ? source : copy;
    }

    /** Returns elements whose slices are canonical as those of {@link #canonical(ElementType, ByteBuffer)}. */
    public static TensorData canonical(ElementType type, TensorData bits) {
        return new TensorData() {
            @Override
            public long bytes() {
                return bits.bytes();
            }

            @Override
            public ByteBuffer slice(long offset, int length) throws IOException {
                return canonical(type, bits.slice(offset, length));
            }
        };
    }

    /**
     * Returns how many elements are NaN.
     *
     * @param canonicalBits as {@link #canonical(ElementType, ByteBuffer)} returns them; its position stays
     */
    public static long nans(ElementType type, ByteBuffer canonicalBits) {
        ByteBuffer bits = canonicalBits.slice().order(ByteOrder.LITTLE_ENDIAN);
        long count = 0;
        switch (type) {
            case F16, BF16 -> {
                short nan = (short) (type == ElementType.F16 ? 0x7e00 : 0x7fc0);
                for (int at = 0; at < bits.limit() - 1; at += 2) {
                    count += bits.getShort(at) == nan ? 1 : 0;
                }
            }
            case F32 -> {
                for (int at = 0; at < bits.limit() - 3; at += 4) {
                    count += bits.getInt(at) == 0x7fc0_0000 ? 1 : 0;
                }
            }
            case F64 -> {
                for (int at = 0; at < bits.limit() - 7; at += 8) {
                    count += bits.getLong(at) == 0x7ff8_0000_0000_0000L ? 1 : 0;
                }
            }
            default -> {}
        }
        return count;
    }

    /** Returns how many elements are NaN; all are read. */
    static long nans(ElementType type, TensorData canonicalBits) throws IOException {
        long count = 0;
        for (long at = 0; at < canonicalBits.bytes(); at += TensorData.PIECE) {
            count += nans(type, canonicalBits.slice(at, (int) Math.min(TensorData.PIECE, canonicalBits.bytes() - at)));
        }
        return count;
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

    /** Returns where the next NaN is that is not the canonical one, at the end if there is none; a loop for each width, for speed. */
    private static int otherNan(ElementType type, ByteBuffer bits, int from) {
        int at = from;
        switch (type) {
            case F16, BF16 -> {
                int infinity = type == ElementType.F16 ? 0x7c00 : 0x7f80;
                int nan = type == ElementType.F16 ? 0x7e00 : 0x7fc0;
                while (at < bits.limit() - 1
                        && ((bits.getShort(at) & 0x7fff) <= infinity || bits.getShort(at) == nan)) {
                    at += 2;
                }
            }
            case F32 -> {
                while (at < bits.limit() - 3
                        && ((bits.getInt(at) & 0x7fff_ffff) <= 0x7f80_0000 || bits.getInt(at) == 0x7fc0_0000)) {
                    at += 4;
                }
            }
            case F64 -> {
                while (at < bits.limit() - 7
                        && ((bits.getLong(at) & Long.MAX_VALUE) <= 0x7ff0_0000_0000_0000L
                                || bits.getLong(at) == 0x7ff8_0000_0000_0000L)) {
                    at += 8;
                }
            }
            default -> at = bits.limit();
        }
        return at;
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
