package io.github.gradlock.engine.linalg;

/** Says that a matrix has not what was asked for: it is singular, not positive-definite, or not finite. */
public final class LinalgException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /** Creates the exception; the message names the op. */
    public LinalgException(String message) {
        super(message);
    }
}
