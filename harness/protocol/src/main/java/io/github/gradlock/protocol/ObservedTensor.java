package io.github.gradlock.protocol;

/** Names of tensors that a session holds beside those that its cases recorded: what was observed of their operations. */
public final class ObservedTensor {
    /** The elements of a traced tensor, before its number in the trace. */
    public static final String TRACED = "gradlock.traced.";

    /** What an operation gave when it was executed again, before the numbers of its step and of the output. */
    public static final String REPLAYED = "gradlock.replayed.";

    /** How many other threads were at work since the operation before, where they are watched, before the number of its step. */
    public static final String THREADS = "gradlock.threads.";

    private ObservedTensor() {}

    /** Returns whether a name is one of these; a case gives none that begins so. */
    public static boolean is(String name) {
        return name.startsWith(TRACED) || name.startsWith(REPLAYED) || name.startsWith(THREADS);
    }

    /** Throws {@link IllegalArgumentException} for a name that a case may not give. */
    public static void requireOther(String name) {
        if (is(name)) {
            throw new IllegalArgumentException("tensor name '" + name + "' begins as those that gradlock gives itself");
        }
    }
}
