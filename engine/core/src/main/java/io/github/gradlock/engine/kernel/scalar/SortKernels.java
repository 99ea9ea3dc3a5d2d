package io.github.gradlock.engine.kernel.scalar;

import io.github.gradlock.engine.kernel.Nest;
import io.github.gradlock.engine.kernel.Workers;
import io.github.gradlock.engine.tensor.HostStorage;
import io.github.gradlock.engine.tensor.Tensor;

/**
 * Sorting of lines. Elements become integers of the same order, equal for equal elements; then one merge sort is stable for all
 * dtypes and both directions.
 */
final class SortKernels {
    private static final int GRAIN_ELEMENTS = 1 << 11;

    private final Workers workers;

    SortKernels(Workers workers) {
        this.workers = workers;
    }

    void argSort(boolean descending, Tensor x, Tensor out) {
        if (!x.shape().equals(out.shape())) {
            throw new IllegalArgumentException("shape mismatch in argSort: " + x.shape() + " to " + out.shape());
        }
        if (x.rank() == 0) {
            argSort(
                    descending,
                    x.alias(x.layout().unsqueeze(0)),
                    out.alias(out.layout().unsqueeze(0)));
            return;
        }
        Key key = key(x);
        // The complement of an integer reverses the order and leaves equal ones equal.
        Key order = descending ? i -> ~key.at(i) : key;
        long[] o = HostStorage.longs(out);
        int length = x.size(-1);
        int sx = x.stride(-1);
        int so = out.stride(-1);
        Nest lines = Nest.ofFirst(x.rank() - 1, x, out);
        workers.split(lines.size(), GRAIN_ELEMENTS / Math.max(length, 1) + 1, (from, to) -> {
            long[] keys = new long[length];
            lines.forEach(from, to, (at, first, count) -> {
                for (int line = 0; line < count; line++) {
                    int origin = at[0] + line * lines.step(0);
                    for (int i = 0; i < length; i++) {
                        keys[i] = order.at(origin + i * sx);
                    }
                    int[] sorted = sorted(keys);
                    int target = at[1] + line * lines.step(1);
                    for (int i = 0; i < length; i++) {
                        o[target + i * so] = sorted[i];
                    }
                }
            });
        });
    }

    /** The place in the order of the element at a storage index. */
    private interface Key {
        long at(int index);
    }

    private static Key key(Tensor x) {
        return switch (x.dtype()) {
            case FLOAT32 -> {
                float[] data = HostStorage.floats(x);
                yield i -> key(data[i]);
            }
            case FLOAT64 -> {
                double[] data = HostStorage.doubles(x);
                yield i -> key(data[i]);
            }
            case INT64 -> {
                long[] data = HostStorage.longs(x);
                yield i -> data[i];
            }
            case BOOL -> {
                byte[] data = HostStorage.bools(x);
                yield i -> data[i];
            }
        };
    }

    /** The bits of positive numbers are in their order; those of negative ones in the opposite, so all but the sign is turned. */
    private static long key(double value) {
        if (value != value) {
            return Long.MAX_VALUE;
        }
        long bits = Double.doubleToRawLongBits(value + 0.0);
        return bits ^ (bits >> 63 & Long.MAX_VALUE);
    }

    /** Merges runs of 1, 2, 4, …; the left run wins where keys are equal, which keeps their order. */
    private static int[] sorted(long[] keys) {
        int[] from = new int[keys.length];
        for (int i = 0; i < from.length; i++) {
            from[i] = i;
        }
        int[] to = new int[keys.length];
        for (int width = 1; width < keys.length; width *= 2) {
            for (int start = 0; start < keys.length; start += 2 * width) {
                int middle = Math.min(start + width, keys.length);
                int end = Math.min(middle + width, keys.length);
                merge(keys, from, start, middle, end, to);
            }
            int[] other = from;
            from = to;
            to = other;
        }
        return from;
    }

    private static void merge(long[] keys, int[] from, int start, int middle, int end, int[] to) {
        int left = start;
        int right = middle;
        for (int i = start; i < end; i++) {
            boolean takeLeft = right == end || left < middle && keys[from[left]] <= keys[from[right]];
            to[i] = takeLeft ? from[left++] : from[right++];
        }
    }
}
