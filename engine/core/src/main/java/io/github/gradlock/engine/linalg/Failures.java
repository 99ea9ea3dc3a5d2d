package io.github.gradlock.engine.linalg;

import io.github.gradlock.engine.tensor.Tensor;
import java.util.function.IntFunction;

/** Finds the first matrix of a batch that an op has to refuse, and names it as PyTorch does. */
final class Failures {
    private Failures() {}

    /**
     * Throws if a flag holds.
     *
     * @param flags bool {@code [batch…, n]}, a line for each matrix
     * @param single whether there is but one matrix, without a batch
     * @param message what is said of a matrix whose first flag that holds has this number, from 1 on
     */
    static void refuse(String op, Tensor flags, boolean single, IntFunction<String> message) {
        boolean[] values = flags.toBooleanArray();
        for (int i = 0; i < values.length; i++) {
            if (values[i]) {
                int n = flags.size(-1);
                String where = single ? "" : "(Batch element " + i / n + "): ";
                throw new LinalgException(op + ": " + where + message.apply(i % n + 1));
            }
        }
    }
}
