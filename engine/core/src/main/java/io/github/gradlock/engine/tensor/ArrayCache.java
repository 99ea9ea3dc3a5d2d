package io.github.gradlock.engine.tensor;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Arrays of one thread that nobody uses at the moment, by dtype and length: those given back last come first, since they lie in the caches. */
final class ArrayCache {
    /** Fills what is to be written with numbers that spoil every result, so that tests see who reads memory before it is written. */
    static final boolean POISONS = Boolean.getBoolean("gradlock.memory.poison");

    /** The most bytes that are kept: a part of the heap, so that a change of sizes cannot fill it with what fits nobody. */
    private static final long MOST_BYTES = Runtime.getRuntime().maxMemory() / 4;

    private final List<TreeMap<Integer, Deque<Object>>> byDtype = Stream.of(DType.values())
            .map(dtype -> new TreeMap<Integer, Deque<Object>>())
            .toList();
    private long bytes;

    /** Returns an array whose elements may be anything, or null if there is none of this length. */
    @Nullable
    Object take(DType dtype, int length) {
        Deque<Object> arrays = byDtype.get(dtype.ordinal()).get(length);
        Object array = arrays == null ? null : arrays.pollLast();
        if (array != null) {
            bytes -= (long) length * dtype.bytes();
        }
        return array;
    }

    void give(DType dtype, int length, Object array) {
        long size = (long) length * dtype.bytes();
        if (bytes + size > MOST_BYTES) {
            clear();
        }
        if (size > MOST_BYTES) {
            return;
        }
        if (POISONS) {
            poison(dtype, array);
        }
        bytes += size;
        byDtype.get(dtype.ordinal())
                .computeIfAbsent(length, unknown -> new ArrayDeque<>())
                .addLast(array);
    }

    private void clear() {
        byDtype.forEach(TreeMap::clear);
        bytes = 0;
    }

    private static void poison(DType dtype, Object array) {
        switch (dtype) {
            case FLOAT32 -> Arrays.fill((float[]) array, Float.NaN);
            case FLOAT64 -> Arrays.fill((double[]) array, Double.NaN);
            case INT64 -> Arrays.fill((long[]) array, Long.MIN_VALUE);
            case BOOL -> Arrays.fill((byte[]) array, (byte) 0x55);
        }
    }

    /** Returns a new array, of zeros if they are asked for. */
    static Object newArray(DType dtype, int length, boolean cleared) {
        Object array =
                switch (dtype) {
                    case FLOAT32 -> new float[length];
                    case FLOAT64 -> new double[length];
                    case INT64 -> new long[length];
                    case BOOL -> new byte[length];
                };
        if (POISONS && !cleared) {
            poison(dtype, array);
        }
        return array;
    }

    static void clear(DType dtype, Object array) {
        switch (dtype) {
            case FLOAT32 -> Arrays.fill((float[]) array, 0);
            case FLOAT64 -> Arrays.fill((double[]) array, 0);
            case INT64 -> Arrays.fill((long[]) array, 0);
            case BOOL -> Arrays.fill((byte[]) array, (byte) 0);
        }
    }
}
