package io.github.gradlock.engine.op;

import io.github.gradlock.engine.op.OpListener.Phase;
import io.github.gradlock.engine.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** What a thread is doing: who listens to it, and whether it is in a backward pass. */
public final class Execution {
    private static final ThreadLocal<Execution> CURRENT = ThreadLocal.withInitial(Execution::new);

    private @Nullable OpListener listener;
    private Phase phase = Phase.FORWARD;

    private Execution() {}

    /** Runs an action as the given phase; for the engine that runs backward passes. */
    public static void inPhase(Phase phase, Runnable action) {
        Execution execution = CURRENT.get();
        Phase before = execution.phase;
        execution.phase = phase;
        try {
            action.run();
        } finally {
            execution.phase = before;
        }
    }

    /** Returns whether somebody listens to this thread. */
    public static boolean isHeard() {
        return CURRENT.get().listener != null;
    }

    static OpListener.Scope listen(OpListener listener) {
        Execution execution = CURRENT.get();
        OpListener before = execution.listener;
        execution.listener = listener;
        return () -> execution.listener = before;
    }

    static void tell(Op op, Tensor[] inputs, Tensor[] outputs) {
        Execution execution = CURRENT.get();
        OpListener listener = execution.listener;
        if (listener != null) {
            listener.executed(op, execution.phase, inputs, outputs);
        }
    }
}
