package io.github.gradlock.benchmarks;

import java.util.List;

/** One side of a work: it has its tensors, and runs as often as it is asked to. */
interface Side extends AutoCloseable {
    /** Runs once; what it returns is only there so that no compiler leaves the work out. */
    Object run();

    /** Runs once, and returns every result in float64, in the order that both sides of a work keep. */
    List<double[]> results();

    /** Gives its memory back. */
    @Override
    void close();
}
