package io.github.gradlock.engine.kernel.vector;

import io.github.gradlock.engine.kernel.Nest;
import io.github.gradlock.engine.kernel.Numerics;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.kernel.Runs;
import io.github.gradlock.engine.kernel.Workers;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.HostStorage;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.List;

/**
 * Sums and extrema of float32 runs whose elements lie side by side, or that lie beside one another.
 *
 * <p>Threads share out runs; or, of a single long one, its blocks, whose sums are then combined by the tree of rule 4 as if one
 * thread had computed them all.
 */
final class ReduceKernels {
    /** What is worth a thread of its own. */
    private static final int GRAIN = 16;

    /** What an element takes the reference, in what a function of another kernel does: its lanes are made for each call. */
    private static final long ELEMENTS = 4;

    private static final int BLOCK = Numerics.SUM_BLOCK;
    private static final ThreadLocal<FloatSums> SUMS = ThreadLocal.withInitial(FloatSums::new);
    private static final ThreadLocal<FloatColumns> COLUMN_SUMS = ThreadLocal.withInitial(FloatColumns::new);

    private static final Warmth[] WARMTH = new Warmth[ReduceFunction.values().length];

    private static final Warmth COLUMNS = new Warmth(
            () -> {
                float[] x = new float[32 * FloatColumns.WIDTH];
                for (ReduceFunction function : List.of(ReduceFunction.SUM, ReduceFunction.MAX, ReduceFunction.MIN)) {
                    new FloatColumns().run(function, x, 0, FloatColumns.WIDTH, 32, x, 0);
                }
            },
            60_000);

    static {
        for (ReduceFunction function : ReduceFunction.values()) {
            WARMTH[function.ordinal()] = new Warmth(
                    () -> {
                        // More than a block, with a rest, and less than a row of lanes.
                        run(function, new FloatSums(), new float[BLOCK + 67], 0, BLOCK + 67);
                        run(function, new FloatSums(), new float[BLOCK], 0, 7);
                    },
                    4 * BLOCK);
        }
    }

    private final Workers workers;
    private final Worth worth;

    ReduceKernels(Workers workers, Worth worth) {
        this.workers = workers;
        this.worth = worth;
    }

    /** Returns whether a reduction of elements side by side is compiled. */
    static boolean isWarm(ReduceFunction function, int elements) {
        return WARMTH[function.ordinal()].reached(elements);
    }

    /** Reduces the trailing axes, or returns false and does nothing. */
    boolean reduce(ReduceFunction function, Tensor x, Tensor out) {
        if (x.dtype() != DType.FLOAT32 || x.numel() == 0 || worth.isTooSmall(ELEMENTS * x.numel())) {
            return false;
        }
        boolean sum = function == ReduceFunction.SUM;
        if (!sum && function != ReduceFunction.MAX && function != ReduceFunction.MIN) {
            return false;
        }
        Runs all = Runs.of(x, out);
        Nest runs = all.starts();
        int length = all.run().size();
        if (all.run().rowLength() != length) {
            return false;
        }
        int down = all.run().step(0);
        if (down != 1 && length > 1) {
            return columns(function, runs, length, down, HostStorage.floats(x), HostStorage.floats(out));
        }
        if (worth.waits() && !WARMTH[function.ordinal()].reached(x.numel())) {
            return false;
        }
        float[] from = HostStorage.floats(x);
        float[] to = HostStorage.floats(out);
        if (sum && runs.size() == 1) {
            runs.forEach(0, 1, (at, first, count) -> to[at[1]] = longSum(from, at[0], length));
            return true;
        }
        int stepFrom = runs.step(0);
        int stepTo = runs.step(1);
        Nest.Row row = (at, first, count) -> {
            FloatSums sums = SUMS.get();
            for (int i = 0, a = at[0], b = at[1]; i < count; i++, a += stepFrom, b += stepTo) {
                to[b] = run(function, sums, from, a, length);
            }
        };
        workers.split(runs.size(), worth.share(GRAIN) / length + 1, (first, end) -> runs.forEach(first, end, row));
        return true;
    }

    /**
     * Reduces runs that lie beside one another, in whole groups; what is left of a row of runs has a group that overlaps with the last. Two
     * threads may so write the same bits to one result.
     */
    private boolean columns(ReduceFunction function, Nest runs, int length, int down, float[] x, float[] out) {
        int width = FloatColumns.WIDTH;
        int row = runs.rowLength();
        if (runs.step(0) != 1
                || runs.step(1) != 1
                || row < width
                || worth.waits() && !COLUMNS.reached((long) runs.size() * length)) {
            return false;
        }
        int groups = (row + width - 1) / width;
        workers.split(runs.size() / row * groups, worth.share(GRAIN) / (length * width) + 1, (first, end) -> {
            FloatColumns columns = COLUMN_SUMS.get();
            for (int i = first; i < end; i++) {
                int column = Math.min(i % groups * width, row - width);
                int from = i / groups * row + column;
                runs.forEach(
                        from,
                        from + width,
                        (at, start, count) -> columns.run(function, x, at[0], down, length, out, at[1]));
            }
        });
        return true;
    }

    private static float run(ReduceFunction function, FloatSums sums, float[] x, int origin, int length) {
        return switch (function) {
            case SUM -> sums.run(x, origin, length);
            case MAX -> FloatExtrema.max(x, origin, length);
            default -> FloatExtrema.min(x, origin, length);
        };
    }

    private float longSum(float[] x, int origin, int length) {
        int blocks = (length + BLOCK - 1) / BLOCK;
        float[] sums = new float[blocks];
        workers.split(blocks, worth.share(GRAIN) / BLOCK, (first, end) -> {
            FloatSums block = SUMS.get();
            for (int i = first; i < end; i++) {
                sums[i] = block.block(x, origin + i * BLOCK, Math.min(BLOCK, length - i * BLOCK));
            }
        });
        FloatSums tree = SUMS.get();
        tree.begin();
        for (float sum : sums) {
            tree.push(sum);
        }
        return tree.finish();
    }
}
