package io.github.gradlock.engine.kernel.vector;

import io.github.gradlock.engine.kernel.Nest;
import io.github.gradlock.engine.kernel.Numerics;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.kernel.Runs;
import io.github.gradlock.engine.kernel.Workers;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.HostStorage;
import io.github.gradlock.engine.tensor.Tensor;

/**
 * Sums and extrema of float32 runs whose elements lie side by side.
 *
 * <p>Threads share out runs; or, of a single long one, its blocks, whose sums are then combined by the tree of rule 4 as if one
 * thread had computed them all.
 */
final class ReduceKernels {
    /** How often the least work is worth a thread of its own. */
    private static final int GRAIN = 16;

    private static final int BLOCK = Numerics.SUM_BLOCK;

    private final Workers workers;
    private final int least;

    ReduceKernels(Workers workers, int least) {
        this.workers = workers;
        this.least = least;
    }

    /** Reduces the trailing axes, or returns false and does nothing. */
    boolean reduce(ReduceFunction function, Tensor x, Tensor out) {
        if (x.dtype() != DType.FLOAT32 || x.numel() == 0 || x.numel() < least) {
            return false;
        }
        boolean sum = function == ReduceFunction.SUM;
        if (!sum && function != ReduceFunction.MAX && function != ReduceFunction.MIN) {
            return false;
        }
        Runs all = Runs.of(x, out);
        Nest runs = all.starts();
        int length = all.run().size();
        if (all.run().rowLength() != length || all.run().step(0) != 1 && length > 1) {
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
            FloatSums sums = new FloatSums();
            for (int i = 0, a = at[0], b = at[1]; i < count; i++, a += stepFrom, b += stepTo) {
                to[b] = switch (function) {
                    case SUM -> sums.run(from, a, length);
                    case MAX -> FloatExtrema.max(from, a, length);
                    default -> FloatExtrema.min(from, a, length);
                };
            }
        };
        workers.split(runs.size(), GRAIN * least / length + 1, (first, end) -> runs.forEach(first, end, row));
        return true;
    }

    private float longSum(float[] x, int origin, int length) {
        int blocks = (length + BLOCK - 1) / BLOCK;
        float[] sums = new float[blocks];
        workers.split(blocks, GRAIN * least / BLOCK, (first, end) -> {
            FloatSums block = new FloatSums();
            for (int i = first; i < end; i++) {
                sums[i] = block.block(x, origin + i * BLOCK, Math.min(BLOCK, length - i * BLOCK));
            }
        });
        FloatSums tree = new FloatSums();
        for (float sum : sums) {
            tree.push(sum);
        }
        return tree.finish();
    }
}
