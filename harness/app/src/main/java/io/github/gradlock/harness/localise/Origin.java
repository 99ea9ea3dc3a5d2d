package io.github.gradlock.harness.localise;

import io.github.gradlock.protocol.TraceStep;

/**
 * An operation that makes a difference: the same bits go in, and others come out.
 *
 * @param left the operation in the first trace
 * @param right the same in the second
 * @param leftPosition of it in the first trace, from 0
 * @param rightPosition of it in the second
 * @param inputsTraced whether all of its inputs are in both traces, and so are known to be the same bits
 */
public record Origin(TraceStep left, TraceStep right, int leftPosition, int rightPosition, boolean inputsTraced) {
    /** Returns its name. */
    public String op() {
        return left.op();
    }

    /** Returns {@code forward} or {@code backward}. */
    public String phase() {
        return left.phase();
    }

    /** Returns whether it is no operation but a tensor that the case itself brings. */
    public boolean isInput() {
        return left.op().equals("input") && left.inputs().isEmpty();
    }
}
