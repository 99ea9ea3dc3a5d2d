package io.github.gradlock.engine.kernel.cuda.emulator;

import java.util.function.LongUnaryOperator;

/**
 * Memory of a block, with what is known of each byte: who wrote and who read it since the last barrier. Two threads that meet in a byte without a
 * barrier between them, one of them writing, are a race, whatever came of it this time.
 */
final class SharedMemory {
    /** Readers of several warps; those of one are its number below this. */
    private static final int SEVERAL = -1;

    private static final int OF_WARP = -2;

    private final byte[] bytes;
    private final Shadow shadow;
    private final int[] writer;
    private final int[] writtenAt;
    private final int[] reader;
    private final int[] readAt;
    private int epoch;
    private final int[] warpEpoch;

    /** When a warp's own barriers were passed, with the byte. */
    private final int[] writtenInWarp;

    private final int[] readInWarp;

    /** Whether the last one to write a byte did so in one step with reading it. */
    private final boolean[] atomic;

    SharedMemory(int size, int warps) {
        bytes = new byte[size];
        shadow = new Shadow(size);
        writer = new int[size];
        writtenAt = new int[size];
        reader = new int[size];
        readAt = new int[size];
        writtenInWarp = new int[size];
        readInWarp = new int[size];
        atomic = new boolean[size];
        warpEpoch = new int[warps];
        epoch = 1;
    }

    /** All threads of the block have met. */
    void barrier() {
        epoch++;
    }

    /** All threads of a warp have met. */
    void warpBarrier(int warp) {
        warpEpoch[warp]++;
    }

    long load(int offset, int count, int thread) {
        checkReadable(offset, count);
        for (int i = offset; i < offset + count; i++) {
            checkWriter(i, "reads", thread);
            reader[i] = readAt[i] == epoch ? together(reader[i], thread) : thread;
            readAt[i] = epoch;
            readInWarp[i] = warpEpoch[thread >>> 5];
        }
        return Bytes.get(bytes, offset, count);
    }

    void store(int offset, int count, long value, int thread) {
        check(offset, count, "writes");
        for (int i = offset; i < offset + count; i++) {
            checkWriter(i, "writes", thread);
            written(i, thread, false);
        }
        shadow.write(offset, count);
        Bytes.set(bytes, offset, count, value);
    }

    /** Changes a number in one step: with others that do so there is no race. */
    long change(int offset, int count, LongUnaryOperator change, int thread) {
        checkReadable(offset, count);
        for (int i = offset; i < offset + count; i++) {
            if (!atomic[i] || writtenAt[i] != epoch) {
                checkWriter(i, "changes", thread);
            }
            written(i, thread, true);
        }
        long old = Bytes.get(bytes, offset, count);
        Bytes.set(bytes, offset, count, change.applyAsLong(old));
        return old;
    }

    private void checkReadable(int offset, int count) {
        check(offset, count, "reads");
        if (!shadow.isWritten(offset, count)) {
            throw new EmulatorException(
                    "reads " + count + " bytes at " + offset + " of shared memory, which nobody has written");
        }
    }

    private void checkWriter(int i, String does, int thread) {
        if (writtenAt[i] == epoch && meets(writer[i], writtenInWarp[i], thread)) {
            throw race(i, does, thread, "wrote", writer[i]);
        }
    }

    private void written(int i, int thread, boolean atomically) {
        if (readAt[i] == epoch && meets(reader[i], readInWarp[i], thread)) {
            throw race(i, "writes", thread, "read", reader[i]);
        }
        writer[i] = thread;
        writtenAt[i] = epoch;
        writtenInWarp[i] = warpEpoch[thread >>> 5];
        atomic[i] = atomically;
    }

    private static int together(int readers, int thread) {
        int warp = thread >>> 5;
        if (readers == thread) {
            return thread;
        }
        return warpOf(readers) == warp ? OF_WARP - warp : SEVERAL;
    }

    private static int warpOf(int readers) {
        return readers >= 0 ? readers >>> 5 : readers <= OF_WARP ? OF_WARP - readers : -1;
    }

    /** Whether what others did was not yet sure to be over. */
    private boolean meets(int others, int inWarp, int thread) {
        int warp = thread >>> 5;
        return others != thread && !(warpOf(others) == warp && inWarp != warpEpoch[warp]);
    }

    private static EmulatorException race(int offset, String does, int thread, String did, int other) {
        return new EmulatorException("a race: thread " + thread + " " + does + " byte " + offset
                + " of shared memory, which " + (other < 0 ? "several threads" : "thread " + other) + " " + did
                + " since the last barrier");
    }

    private void check(int offset, int count, String does) {
        if (offset < 0 || offset + count > bytes.length) {
            throw new EmulatorException(
                    does + " " + count + " bytes at " + offset + " of shared memory, which has " + bytes.length);
        }
    }
}
