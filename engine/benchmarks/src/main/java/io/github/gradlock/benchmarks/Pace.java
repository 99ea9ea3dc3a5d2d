package io.github.gradlock.benchmarks;

/**
 * How long is measured.
 *
 * @param rounds how often each side has its turn
 * @param warmUpMillis of each side before the first round
 * @param againMillis of a side at the beginning of its turn: caches, and the threads of libtorch, forget meanwhile
 * @param sampleMillis of a turn; one run at least
 */
record Pace(int rounds, int warmUpMillis, int againMillis, int sampleMillis) {
    /** What the figures in the documentation are measured with. */
    static final Pace FULL = new Pace(9, 1_500, 60, 250);

    /** A rough look at everything. */
    static final Pace QUICK = new Pace(3, 150, 10, 40);
}
