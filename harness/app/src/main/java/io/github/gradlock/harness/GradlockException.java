package io.github.gradlock.harness;

import org.jspecify.annotations.Nullable;

/**
 * An error that a person can act on. It is shown as {@code error: [location: ]message}, an empty line, and {@code hint: …}.
 */
public final class GradlockException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitStatus status;
    private final @Nullable String location;
    private final String hint;

    /**
     * @param status what the process answers
     * @param location {@code file}, or {@code file:line:column} counted from 1; null if no file is at fault
     * @param message what happened, without a full stop
     * @param hint what to do next, without a full stop
     */
    public GradlockException(
            ExitStatus status, @Nullable String location, String message, String hint, @Nullable Throwable cause) {
        super(PlainText.withoutPasswords(message), cause);
        this.status = status;
        this.location = location;
        this.hint = PlainText.withoutPasswords(hint);
    }

    /** An error in what the user gave, at a place in a file. */
    public static GradlockException badInput(@Nullable String location, String message, String hint) {
        return new GradlockException(ExitStatus.BAD_INPUT, location, message, hint, null);
    }

    /** An environment that could not be made or did not finish. */
    public static GradlockException incomplete(String message, String hint, @Nullable Throwable cause) {
        return new GradlockException(ExitStatus.INCOMPLETE, null, message, hint, cause);
    }

    /** Returns what the process answers. */
    public ExitStatus status() {
        return status;
    }

    /** Returns the place at fault, or null. */
    public @Nullable String location() {
        return location;
    }

    /** Returns what to do next. */
    public String hint() {
        return hint;
    }
}
