package io.github.gradlock.probe;

import org.jspecify.annotations.Nullable;

/**
 * What is recorded of the operations of an execution.
 *
 * @param operations whether they are recorded at all
 * @param capture whether the elements of their inputs and outputs are kept, and not their hashes alone
 * @param transplant inputs on which they are executed once more; null if they are not
 */
record Tracing(
        boolean operations, boolean capture, @Nullable Transplant transplant) {
    /** What is kept of a case: its first tensors, as far as they fit. */
    static final long CAPTURED_BYTES = 256L << 20;

    /** Records no operation. */
    static final Tracing NONE = new Tracing(false, false, null);
}
