package io.github.gradlock.engine.kernel.vector;

import io.github.gradlock.engine.kernel.Numerics;
import io.github.gradlock.engine.kernel.ReduceFunction;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums and extrema of float32 runs that lie beside one another, as the columns of a matrix do; belongs to one thread.
 *
 * <p>{@value #VECTORS} vectors of columns are taken at a time, and a sum reads memory in rows; its lanes, blocks and tree are those of
 * {@link FloatSums}, each as wide as the columns.
 */
final class FloatColumns {
    private static final VectorSpecies<Float> SPECIES = Lanes.FLOATS;
    private static final int LENGTH = SPECIES.length();
    private static final int VECTORS = 4;

    /** Columns that are taken at once. */
    static final int WIDTH = VECTORS * LENGTH;

    private static final int LANES = Numerics.SUM_LANES;
    private static final int LEVELS = 32;

    private final float[] lanes = new float[LANES * WIDTH];
    private final float[] tree = new float[LEVELS * WIDTH];

    /**
     * Reduces {@link #WIDTH} columns.
     *
     * @param origin of the first column
     * @param down from one row to the next
     * @param out gets the results side by side, from {@code to} on
     */
    void run(ReduceFunction function, float[] x, int origin, int down, int rows, float[] out, int to) {
        switch (function) {
            case SUM -> sum(x, origin, down, rows, out, to);
            case MAX -> max(x, origin, down, rows, out, to);
            default -> min(x, origin, down, rows, out, to);
        }
    }

    private void sum(float[] x, int origin, int down, int rows, float[] out, int to) {
        int blocks = 0;
        for (int first = 0; first < rows; first += Numerics.SUM_BLOCK) {
            block(x, origin + first * down, down, Math.min(Numerics.SUM_BLOCK, rows - first));
            int level = 0;
            for (; (blocks >> level & 1) == 1; level++) {
                add(tree, level * WIDTH, lanes, 0);
            }
            System.arraycopy(lanes, 0, tree, level * WIDTH, WIDTH);
            blocks++;
        }
        int level = Integer.numberOfTrailingZeros(blocks);
        System.arraycopy(tree, level * WIDTH, lanes, 0, WIDTH);
        while (++level < LEVELS) {
            if ((blocks >> level & 1) == 1) {
                add(tree, level * WIDTH, lanes, 0);
            }
        }
        System.arraycopy(lanes, 0, out, to, WIDTH);
    }

    /** Leaves the sums of a block in the first lane. */
    private void block(float[] x, int origin, int down, int rows) {
        int used = Math.min(rows, LANES);
        Arrays.fill(lanes, 0, used * WIDTH, 0);
        for (int row = 0; row < rows; row++) {
            add(x, origin + row * down, lanes, (row & LANES - 1) * WIDTH);
        }
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int lane = 0; lane < Math.min(half, used - half); lane++) {
                add(lanes, (lane + half) * WIDTH, lanes, lane * WIDTH);
            }
            used = Math.min(used, half);
        }
    }

    /** Adds one row of columns to another. */
    private static void add(float[] x, int at, float[] sums, int to) {
        for (int i = 0; i < WIDTH; i += LENGTH) {
            FloatVector.fromArray(SPECIES, sums, to + i)
                    .add(FloatVector.fromArray(SPECIES, x, at + i))
                    .intoArray(sums, to + i);
        }
    }

    private static void max(float[] x, int origin, int down, int rows, float[] out, int to) {
        for (int i = 0; i < WIDTH; i += LENGTH) {
            FloatVector best = FloatVector.fromArray(SPECIES, x, origin + i);
            for (int row = 1, at = origin + i + down; row < rows; row++, at += down) {
                best = best.max(FloatVector.fromArray(SPECIES, x, at));
            }
            best.intoArray(out, to + i);
        }
    }

    private static void min(float[] x, int origin, int down, int rows, float[] out, int to) {
        for (int i = 0; i < WIDTH; i += LENGTH) {
            FloatVector best = FloatVector.fromArray(SPECIES, x, origin + i);
            for (int row = 1, at = origin + i + down; row < rows; row++, at += down) {
                best = best.min(FloatVector.fromArray(SPECIES, x, at));
            }
            best.intoArray(out, to + i);
        }
    }
}
