package io.github.gradlock.engine.autograd;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What autograd keeps for a thread, so that an operation finds with one look-up which modes it runs in. */
final class ThreadState {
    private static final ThreadLocal<ThreadState> CURRENT = ThreadLocal.withInitial(ThreadState::new);

    /** Whether recording is switched on. */
    boolean gradEnabled = true;

    /** Whether nothing is recorded, whatever {@link #gradEnabled} says, and results are marked. */
    boolean inference;

    /** How anomalies are looked for, or null if they are not. */
    @Nullable
    AnomalyMode anomaly;

    /** What packs the tensors that are saved, or null if they are kept as they are. */
    @Nullable
    Packing packing;

    /** The open levels of forward mode, outermost first; only the first {@link #activeLevels} are propagated. */
    final List<DualLevel> levels = new ArrayList<>();

    int activeLevels;

    /** The node that a backward pass is running. */
    @Nullable
    Node running;

    /** The innermost backward pass that runs. */
    @Nullable
    BackwardPass pass;

    private ThreadState() {}

    static ThreadState current() {
        return CURRENT.get();
    }

    boolean records() {
        return gradEnabled && !inference;
    }
}
