package io.github.gradlock.engine.kernel.scalar;

import io.github.gradlock.engine.kernel.Nest;
import io.github.gradlock.engine.kernel.Numerics;
import io.github.gradlock.engine.kernel.ReduceFunction;
import java.util.Arrays;

/**
 * Sums, or products, of runs of double64 in the order of rule 4; belongs to one thread.
 *
 * <p>A run is cut in blocks of {@link Numerics#SUM_BLOCK}. Element i of a block goes to lane i mod {@link Numerics#SUM_LANES}, each
 * lane starting from the identity; lanes combine by halving, blocks by a pairwise tree in their order. The tree is kept like the
 * digits of a binary counter: level l holds 2^l combined blocks. Runs that lie side by side in memory, as columns do, are taken
 * {@value #WIDTH} at a time, so that memory is read in rows.
 */
final class DoubleRuns implements Nest.Row {
    private static final int WIDTH = 32;
    private static final int LEVELS = 32;

    private final boolean product;
    private final Nest runs;
    private final Nest run;
    private final double[] x;
    private final double[] out;
    private final double[] lanes;
    private final double[] tree;
    private final double identity;
    private int columns;
    private int filled;
    private int blocks;

    DoubleRuns(ReduceFunction function, Nest runs, Nest run, double[] x, double[] out) {
        this.product = function == ReduceFunction.PROD;
        this.identity = product ? 1 : 0;
        this.runs = runs;
        this.run = run;
        this.x = x;
        this.out = out;
        int width = sideBySide() ? Math.min(WIDTH, runs.rowLength()) : 1;
        int mostBlocks = (run.size() + Numerics.SUM_BLOCK - 1) / Numerics.SUM_BLOCK;
        this.lanes = new double[Math.max(1, Math.min(run.size(), Numerics.SUM_LANES)) * width];
        this.tree = new double[Integer.toBinaryString(mostBlocks).length() * width];
        Arrays.fill(lanes, identity);
    }

    private boolean sideBySide() {
        return runs.rowLength() > 1 && Math.abs(run.step(0)) > Math.abs(runs.step(0));
    }

    @Override
    public void run(int[] at, int first, int count) {
        int width = sideBySide() ? WIDTH : 1;
        for (int i = 0; i < count; i += width) {
            columns = Math.min(width, count - i);
            filled = 0;
            blocks = 0;
            int origin = at[0] + i * runs.step(0);
            run.forEach(0, run.size(), (inner, start, length) -> add(origin + inner[0], length));
            if (filled > 0) {
                closeBlock();
            }
            finish(at[1] + i * runs.step(1));
        }
    }

    /** Adds a stretch of elements to each of the current runs. */
    private void add(int origin, int length) {
        int step = run.step(0);
        int at = origin;
        int rest = length;
        while (rest > 0) {
            int piece = Math.min(rest, Numerics.SUM_BLOCK - filled);
            if (columns > 1) {
                addRows(at, piece, step);
            } else {
                addElements(at, piece, step);
            }
            filled += piece;
            rest -= piece;
            at += piece * step;
            if (filled == Numerics.SUM_BLOCK) {
                closeBlock();
            }
        }
    }

    private void addElements(int origin, int count, int step) {
        int at = origin;
        int i = 0;
        int mask = Numerics.SUM_LANES - 1;
        if (step == 1 && (filled & mask) == 0) {
            for (; i + mask < count; i += Numerics.SUM_LANES) {
                combine(lanes, 0, x, at + i, Numerics.SUM_LANES);
            }
            at += i;
        }
        for (; i < count; i++, at += step) {
            int lane = filled + i & mask;
            lanes[lane] = product ? lanes[lane] * x[at] : lanes[lane] + x[at];
        }
    }

    private void addRows(int origin, int count, int step) {
        int across = runs.step(0);
        for (int i = 0; i < count; i++) {
            int lane = (filled + i & Numerics.SUM_LANES - 1) * columns;
            int at = origin + i * step;
            if (across == 1) {
                combine(lanes, lane, x, at, columns);
                continue;
            }
            for (int j = 0; j < columns; j++, at += across) {
                lanes[lane + j] = product ? lanes[lane + j] * x[at] : lanes[lane + j] + x[at];
            }
        }
    }

    private void combine(double[] to, int at, double[] from, int origin, int count) {
        if (product) {
            for (int j = 0; j < count; j++) {
                to[at + j] *= from[origin + j];
            }
        } else {
            for (int j = 0; j < count; j++) {
                to[at + j] += from[origin + j];
            }
        }
    }

    private void closeBlock() {
        // A lane that nothing was added to holds the identity, and combining with it changes nothing: it is skipped.
        int used = Math.min(filled, Numerics.SUM_LANES);
        int touched = used * columns;
        for (int half = Numerics.SUM_LANES / 2; half > 0; half /= 2) {
            int pairs = Math.min(half, used - half);
            if (pairs > 0) {
                combine(lanes, 0, lanes, half * columns, pairs * columns);
                used = half;
            }
        }
        int level = 0;
        for (; (blocks >> level & 1) == 1; level++) {
            older(level);
        }
        System.arraycopy(lanes, 0, tree, level * columns, columns);
        Arrays.fill(lanes, 0, touched, identity);
        blocks++;
        filled = 0;
    }

    /** Puts what a level of the tree holds before what the first lane holds. */
    private void older(int level) {
        for (int j = 0; j < columns; j++) {
            double before = tree[level * columns + j];
            lanes[j] = product ? before * lanes[j] : before + lanes[j];
        }
    }

    private void finish(int origin) {
        int level = Integer.numberOfTrailingZeros(blocks);
        if (blocks > 0) {
            System.arraycopy(tree, level * columns, lanes, 0, columns);
            while (++level < LEVELS) {
                if ((blocks >> level & 1) == 1) {
                    older(level);
                }
            }
        }
        for (int j = 0, at = origin; j < columns; j++, at += runs.step(1)) {
            out[at] = lanes[j];
        }
        Arrays.fill(lanes, 0, columns, identity);
    }
}
