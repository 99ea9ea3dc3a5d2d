package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Tensor;

/** Is told of every op that its thread executes, in order; a trace recorder is one. */
@FunctionalInterface
public interface OpListener {
    /** Whether an op was executed by the program or by a backward pass. */
    enum Phase {
        /** By the program. */
        FORWARD,
        /** By a backward pass. */
        BACKWARD;

        /** Returns the name used in traces, {@code forward} or {@code backward}. */
        @Override
        public String toString() {
            return this == FORWARD ? "forward" : "backward";
        }
    }

    /** Takes note of an executed op; it must not change the tensors, nor apply ops itself but under a listener that ignores them. */
    void executed(Op op, Phase phase, Tensor[] inputs, Tensor[] outputs);

    /**
     * Makes a listener the current thread's until the scope is closed; scopes nest, the innermost listens.
     *
     * <pre>{@code
     * OpListener.Scope scope = OpListener.listen(recorder);
     * try (scope) { … }
     * }</pre>
     */
    static Scope listen(OpListener listener) {
        return Execution.listen(listener);
    }

    /** Ends the listening when closed. */
    interface Scope extends AutoCloseable {
        @Override
        void close();
    }
}
