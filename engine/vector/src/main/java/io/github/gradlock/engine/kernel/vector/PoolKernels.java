package io.github.gradlock.engine.kernel.vector;

import io.github.gradlock.engine.kernel.Nest;
import io.github.gradlock.engine.kernel.Workers;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.HostStorage;
import io.github.gradlock.engine.tensor.Tensor;

/** The greatest elements of windows of float32: one window after the other, where the reference takes one place of all windows after the other. */
final class PoolKernels {
    /** What is worth a thread of its own. */
    private static final int GRAIN = 4;

    private static final int PLACE_BITS = 20;
    private static final int MOST_PLACES = (1 << PLACE_BITS) - 1;

    private final Workers workers;
    private final Worth worth;

    PoolKernels(Workers workers, Worth worth) {
        this.workers = workers;
        this.worth = worth;
    }

    /** Finds them, or returns false and does nothing. */
    boolean maxPool(Tensor x, Tensor candidates, Tensor values, Tensor indices) {
        boolean plain = x.dtype() == DType.FLOAT32 && candidates.isContiguous() && x.numel() > 0 && values.numel() > 0;
        if (!plain || candidates.size(0) > MOST_PLACES || worth.isTooSmall(values.numel())) {
            return false;
        }
        int kept = x.rank() - 1;
        Nest starts = Nest.ofFirst(kept, x, values, indices);
        int step = x.stride(kept);
        int valueStep = values.stride(kept);
        int indexStep = indices.stride(kept);
        int places = candidates.size(0);
        int windows = candidates.size(1);
        int[] elements = new int[places * windows];
        long[] given = HostStorage.longs(candidates);
        for (int i = 0; i < elements.length; i++) {
            elements[i] = (int) given[candidates.offset() + i];
        }
        float[] from = HostStorage.floats(x);
        float[] to = HostStorage.floats(values);
        long[] at = HostStorage.longs(indices);
        workers.split(
                starts.size(),
                worth.share(GRAIN) / elements.length + 1,
                (begin, end) -> starts.forEach(begin, end, (place, first, count) -> {
                    for (int row = 0; row < count; row++) {
                        int origin = place[0] + row * starts.step(0);
                        int value = place[1] + row * starts.step(1);
                        int index = place[2] + row * starts.step(2);
                        for (int window = 0; window < windows; window++) {
                            int best = best(from, origin, step, elements, window, windows);
                            to[value + window * valueStep] = from[origin + best * step];
                            at[index + window * indexStep] = best;
                        }
                    }
                }));
        return true;
    }

    /**
     * Returns the element of a window that is greatest, without a branch that depends on the numbers: the CPU could not guess it. The bits of a number,
     * brought to the order of integers, are compared together with how early its place is.
     */
    private static int best(float[] x, int origin, int step, int[] elements, int window, int windows) {
        long greatest = Long.MIN_VALUE >> 1;
        long early = MOST_PLACES;
        for (int i = window; i < elements.length; i += windows, early--) {
            // Zeros of both signs are equal.
            float value = x[origin + elements[i] * step] + 0f;
            if (value != value) {
                return bestWithNaN(x, origin, step, elements, window, windows);
            }
            int bits = Float.floatToRawIntBits(value);
            long more = ((long) (bits ^ bits >> 31 >>> 1) << PLACE_BITS | early) - greatest;
            greatest += more & ~(more >> 63);
        }
        int place = MOST_PLACES - (int) (greatest & (1 << PLACE_BITS) - 1);
        return elements[window + place * windows];
    }

    /** Returns the last NaN of a window. */
    private static int bestWithNaN(float[] x, int origin, int step, int[] elements, int window, int windows) {
        int best = elements[window];
        for (int i = window; i < elements.length; i += windows) {
            best = Float.isNaN(x[origin + elements[i] * step]) ? elements[i] : best;
        }
        return best;
    }
}
