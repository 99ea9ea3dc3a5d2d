package io.github.gradlock.engine.kernel.vector;

import io.github.gradlock.engine.kernel.Numerics;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of float32 in the order of rule 4: 64 lanes a block, combined by halving, and blocks by a pairwise tree; belongs to one
 * thread.
 *
 * <p>A lane starts from +0, so it is never −0, and adding a lane that has nothing changes no bit: all 64 are always combined.
 */
final class FloatSums {
    private static final VectorSpecies<Float> SPECIES = Lanes.FLOATS;
    private static final int LENGTH = SPECIES.length();
    private static final int LANES = Numerics.SUM_LANES;
    private static final int LEVELS = 32;
    private static final int EIGHT = 8;

    private final float[] lanes = new float[LANES];
    private final float[] tree = new float[LEVELS];
    private int blocks;

    /** Returns the sum of a run. */
    float run(float[] x, int origin, int length) {
        if (length <= Numerics.SUM_BLOCK) {
            return block(x, origin, length);
        }
        begin();
        for (int i = 0; i < length; i += Numerics.SUM_BLOCK) {
            push(block(x, origin + i, Math.min(Numerics.SUM_BLOCK, length - i)));
        }
        return finish();
    }

    /** Returns the sum of a block of at most {@link Numerics#SUM_BLOCK} elements. */
    float block(float[] x, int origin, int length) {
        int whole = length / LANES * LANES;
        if (whole == length && length > 0 && LENGTH * EIGHT == LANES) {
            return inEightVectors(x, origin, length);
        }
        if (whole == 0) {
            Arrays.fill(lanes, 0);
        } else {
            for (int lane = 0; lane < LANES; lane += 4 * LENGTH) {
                addLanes(x, origin + lane, whole, lane);
            }
        }
        for (int i = whole; i < length; i++) {
            lanes[i - whole] += x[origin + i];
        }
        for (int half = LANES / 2; half >= LENGTH; half /= 2) {
            for (int i = 0; i < half; i += LENGTH) {
                FloatVector.fromArray(SPECIES, lanes, i)
                        .add(FloatVector.fromArray(SPECIES, lanes, i + half))
                        .intoArray(lanes, i);
            }
        }
        return oneVector();
    }

    /** Returns the sum of the first vector of lanes. */
    private float oneVector() {
        for (int half = LENGTH / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                lanes[i] += lanes[i + half];
            }
        }
        return lanes[0];
    }

    /** Returns the sum of a block without a rest where eight vectors are all lanes, which stay in registers until there is one vector. */
    private float inEightVectors(float[] x, int origin, int length) {
        FloatVector a = FloatVector.zero(SPECIES);
        FloatVector b = a;
        FloatVector c = a;
        FloatVector d = a;
        FloatVector e = a;
        FloatVector f = a;
        FloatVector g = a;
        FloatVector h = a;
        for (int i = 0; i < length; i += LANES) {
            int at = origin + i;
            a = a.add(FloatVector.fromArray(SPECIES, x, at));
            b = b.add(FloatVector.fromArray(SPECIES, x, at + LENGTH));
            c = c.add(FloatVector.fromArray(SPECIES, x, at + 2 * LENGTH));
            d = d.add(FloatVector.fromArray(SPECIES, x, at + 3 * LENGTH));
            e = e.add(FloatVector.fromArray(SPECIES, x, at + 4 * LENGTH));
            f = f.add(FloatVector.fromArray(SPECIES, x, at + 5 * LENGTH));
            g = g.add(FloatVector.fromArray(SPECIES, x, at + 6 * LENGTH));
            h = h.add(FloatVector.fromArray(SPECIES, x, at + 7 * LENGTH));
        }
        a = a.add(e).add(c.add(g)).add(b.add(f).add(d.add(h)));
        a.intoArray(lanes, 0);
        return oneVector();
    }

    /** Adds up the elements of four vectors of lanes. */
    private void addLanes(float[] x, int origin, int length, int lane) {
        FloatVector a = FloatVector.zero(SPECIES);
        FloatVector b = a;
        FloatVector c = a;
        FloatVector d = a;
        for (int i = 0; i < length; i += LANES) {
            int at = origin + i;
            a = a.add(FloatVector.fromArray(SPECIES, x, at));
            b = b.add(FloatVector.fromArray(SPECIES, x, at + LENGTH));
            c = c.add(FloatVector.fromArray(SPECIES, x, at + 2 * LENGTH));
            d = d.add(FloatVector.fromArray(SPECIES, x, at + 3 * LENGTH));
        }
        a.intoArray(lanes, lane);
        b.intoArray(lanes, lane + LENGTH);
        c.intoArray(lanes, lane + 2 * LENGTH);
        d.intoArray(lanes, lane + 3 * LENGTH);
    }

    /** Begins with no blocks, whatever became of the sum before. */
    void begin() {
        blocks = 0;
    }

    /** Takes the sum of the next block; level l of the tree holds 2^l blocks, like the digits of a binary counter. */
    void push(float sum) {
        float value = sum;
        int level = 0;
        for (; (blocks >> level & 1) == 1; level++) {
            value = tree[level] + value;
        }
        tree[level] = value;
        blocks++;
    }

    /** Returns the sum of all blocks, and begins anew. */
    float finish() {
        int level = Integer.numberOfTrailingZeros(blocks);
        float value = tree[level];
        while (++level < LEVELS) {
            if ((blocks >> level & 1) == 1) {
                value = tree[level] + value;
            }
        }
        blocks = 0;
        return value;
    }
}
