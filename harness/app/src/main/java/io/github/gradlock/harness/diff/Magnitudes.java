package io.github.gradlock.harness.diff;

import io.github.gradlock.protocol.ElementType;
import java.nio.ByteBuffer;

/**
 * Finds the greatest finite magnitude of floating elements. Used by one thread.
 *
 * <p>Without its sign, a finite value's bits are an integer that grows with it. Adding what lifts infinity over the greatest
 * integer makes infinities and NaN negative, so that one signed maximum over an array passes over them without a branch.
 */
final class Magnitudes {
    private static final int ELEMENTS = 1 << 14;

    private final ElementType type;
    private final long[] longs;
    private final int[] ints;
    private final short[] shorts;

    Magnitudes(ElementType type) {
        this.type = type;
        this.longs = new long[type == ElementType.F64 ? ELEMENTS : 0];
        this.ints = new int[type == ElementType.F32 ? ELEMENTS : 0];
        this.shorts = new short[type == ElementType.F16 || type == ElementType.BF16 ? ELEMENTS : 0];
    }

    /** Returns the bits of the greatest finite magnitude, 0 if there is none or the type is not a floating one. */
    long largest(ByteBuffer elements) {
        return switch (type) {
            case F64 -> largestOfLongs(elements);
            case F32 -> largestOfInts(elements);
            case F16, BF16 -> largestOfShorts(elements);
            default -> 0;
        };
    }

    private long largestOfLongs(ByteBuffer elements) {
        long lift = Long.MIN_VALUE - Bits.infinity(type);
        long largest = lift;
        var from = elements.asLongBuffer();
        while (from.hasRemaining()) {
            int count = Math.min(ELEMENTS, from.remaining());
            from.get(longs, 0, count);
            for (int i = 0; i < count; i++) {
                largest = Math.max(largest, (longs[i] & Long.MAX_VALUE) + lift);
            }
        }
        return largest - lift;
    }

    private long largestOfInts(ByteBuffer elements) {
        int lift = Integer.MIN_VALUE - (int) Bits.infinity(type);
        int largest = lift;
        var from = elements.asIntBuffer();
        while (from.hasRemaining()) {
            int count = Math.min(ELEMENTS, from.remaining());
            from.get(ints, 0, count);
            for (int i = 0; i < count; i++) {
                largest = Math.max(largest, (ints[i] & Integer.MAX_VALUE) + lift);
            }
        }
        return largest - lift;
    }

    private long largestOfShorts(ByteBuffer elements) {
        int infinity = (int) Bits.infinity(type);
        int largest = 0;
        var from = elements.asShortBuffer();
        while (from.hasRemaining()) {
            int count = Math.min(ELEMENTS, from.remaining());
            from.get(shorts, 0, count);
            for (int i = 0; i < count; i++) {
                int magnitude = shorts[i] & 0x7FFF;
                largest = Math.max(largest, magnitude < infinity ? magnitude : 0);
            }
        }
        return largest;
    }
}
