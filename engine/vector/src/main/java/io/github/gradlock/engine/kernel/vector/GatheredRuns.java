package io.github.gradlock.engine.kernel.vector;

/**
 * Runs that lie beside one another, as the columns of a matrix do, copied so that each lies by itself: some at once, so that memory is read and written in
 * rows. Belongs to one thread.
 */
final class GatheredRuns {
    /** Runs that are copied at once: a line of the cache. */
    static final int MOST = 16;

    /** Elements between the end of a run and the beginning of the next: runs of powers of two would fall upon one another in the first cache. */
    private static final int GAP = 16;

    private static final ThreadLocal<GatheredRuns> OF_THREAD = ThreadLocal.withInitial(GatheredRuns::new);

    private float[][] pieces = {};

    private GatheredRuns() {}

    /** Returns the memory of this thread, enough for runs of some operands. */
    static GatheredRuns provide(int operands, int length) {
        GatheredRuns gathered = OF_THREAD.get();
        int size = MOST * (length + GAP);
        if (gathered.pieces.length < operands || operands > 0 && gathered.pieces[0].length < size) {
            gathered.pieces = new float[Math.max(operands, gathered.pieces.length)][size];
        }
        return gathered;
    }

    /** Returns the copies of an operand's runs. */
    float[] piece(int operand) {
        return pieces[operand];
    }

    /** Returns where a copied run begins. */
    static int begin(int run, int length) {
        return run * (length + GAP);
    }

    /**
     * Copies runs.
     *
     * @param at where the first one begins
     * @param down from one element of a run to the next
     */
    void fetch(int operand, float[] x, int at, int down, int runs, int length) {
        float[] piece = pieces[operand];
        int step = length + GAP;
        for (int i = 0, from = at; i < length; i++, from += down) {
            for (int run = 0, to = i; run < runs; run++, to += step) {
                piece[to] = x[from + run];
            }
        }
    }

    /** Brings copied runs to where they belong. */
    void bring(int operand, float[] out, int at, int down, int runs, int length) {
        float[] piece = pieces[operand];
        int step = length + GAP;
        for (int i = 0, to = at; i < length; i++, to += down) {
            for (int run = 0, from = i; run < runs; run++, from += step) {
                out[to + run] = piece[from];
            }
        }
    }
}
