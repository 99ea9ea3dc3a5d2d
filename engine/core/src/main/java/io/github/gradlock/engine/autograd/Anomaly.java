package io.github.gradlock.engine.autograd;

/**
 * Finds the operation whose gradient turns NaN or infinite, after {@code torch.autograd.detect_anomaly}.
 *
 * <pre>{@code
 * GradScope anomaly = Anomaly.detect();
 * try (anomaly) {
 *     loss(x).backward();
 * }
 * }</pre>
 *
 * <p>While the scope is open, this thread notes the stack of every recorded operation, and looks at all that a backward pass gives;
 * both are slow. Otherwise it costs nothing: an operation reads its thread's modes once in any case. The story in
 * {@code engine/docs/anomaly.md} shows it at work.
 */
public final class Anomaly {
    private Anomaly() {}

    /** Notes forward calls, and lets the first backward step that gives NaN or infinity raise an {@link AnomalyException}. */
    public static GradScope detect() {
        return detect(true);
    }

    /**
     * Notes forward calls; an error in a backward step carries that of the step as a suppressed exception.
     *
     * @param checkNan whether NaN and infinity are errors
     */
    public static GradScope detect(boolean checkNan) {
        ThreadState thread = ThreadState.current();
        AnomalyMode before = thread.anomaly;
        thread.anomaly = new AnomalyMode(checkNan);
        return () -> thread.anomaly = before;
    }

    /** Returns whether this thread looks for anomalies. */
    public static boolean isEnabled() {
        return ThreadState.current().anomaly != null;
    }
}
