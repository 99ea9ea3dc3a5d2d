package io.github.gradlock.engine.autograd;

import java.lang.StackWalker.StackFrame;
import java.security.CodeSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a node was made: its stack trace is that of the forward call, from the first line outside the engine on. Its cause, if it has
 * one, is the call that made the node whose backward made this one.
 */
public final class ForwardCall extends Throwable {
    private static final long serialVersionUID = 1;
    private static final String ENGINE = "io.github.gradlock.engine.";

    private ForwardCall(String message, @Nullable ForwardCall cause) {
        super(message, cause, false, true);
    }

    /** Notes the caller of the engine. */
    static ForwardCall here(String function, @Nullable Node inducedBy) {
        ForwardCall parent = inducedBy == null ? null : inducedBy.forwardCall();
        String message = "the forward call that made " + function
                + (inducedBy == null ? "" : ", in the backward pass through " + inducedBy.name());
        ForwardCall call = new ForwardCall(message, parent);
        call.setStackTrace(StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> trimmed(frames.toList())));
        return call;
    }

    /**
     * Returns the first line outside the engine, for a message: {@code Model.forward(Model.java:12)}, or in JShell, whose classes and
     * line numbers are of its own making, the snippet and the method.
     */
    String place() {
        return ShellFrames.place(getStackTrace());
    }

    /** The stack is taken by {@link #here}. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }

    private static StackTraceElement[] trimmed(List<StackFrame> frames) {
        int first = 0;
        while (first < frames.size() && isInner(frames.get(first).getDeclaringClass())) {
            first++;
        }
        return frames.stream()
                .skip(first == frames.size() ? 0 : first)
                .map(StackFrame::toStackTraceElement)
                .toArray(StackTraceElement[]::new);
    }

    /** The engine itself, and the JDK where the engine goes through it; tests of the engine are in its packages, but not in its jar. */
    private static boolean isInner(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        if (loader == null || loader == ClassLoader.getPlatformClassLoader()) {
            return true;
        }
        return type.getName().startsWith(ENGINE) && Objects.equals(source(type), source(ForwardCall.class));
    }

    private static @Nullable CodeSource source(Class<?> type) {
        return type.getProtectionDomain().getCodeSource();
    }
}
