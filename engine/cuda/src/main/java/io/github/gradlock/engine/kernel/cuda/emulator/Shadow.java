package io.github.gradlock.engine.kernel.cuda.emulator;

/** Which bytes of a memory have been written. */
final class Shadow {
    private final long[] written;

    Shadow(int bytes) {
        written = new long[(bytes + 63) >>> 6];
    }

    void write(int offset, int count) {
        if ((offset & 63) + count <= 64) {
            written[offset >>> 6] |= mask(count) << offset;
            return;
        }
        for (int i = offset; i < offset + count; i++) {
            written[i >>> 6] |= 1L << i;
        }
    }

    /** As the other one, for many. */
    void writeMany(int offset, int count) {
        int at = offset;
        int end = offset + count;
        for (; at < end && (at & 63) != 0; at++) {
            write(at, 1);
        }
        for (; at + 64 <= end; at += 64) {
            written[at >>> 6] = -1;
        }
        for (; at < end; at++) {
            write(at, 1);
        }
    }

    /** Returns whether all of them have been written. */
    boolean isWritten(int offset, int count) {
        if ((offset & 63) + count <= 64) {
            long wanted = mask(count) << offset;
            return (written[offset >>> 6] & wanted) == wanted;
        }
        for (int i = offset; i < offset + count; i++) {
            if ((written[i >>> 6] >>> i & 1) == 0) {
                return false;
            }
        }
        return true;
    }

    private static long mask(int count) {
        return count >= 64 ? -1L : (1L << count) - 1;
    }
}
