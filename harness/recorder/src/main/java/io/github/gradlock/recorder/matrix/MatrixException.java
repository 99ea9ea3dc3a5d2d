package io.github.gradlock.recorder.matrix;

/** Why there are no verdicts; its message ends with what to do. */
final class MatrixException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MatrixException(String message, String hint) {
        super(message + "\n\nhint: " + hint);
    }

    MatrixException(String message, String hint, Throwable cause) {
        super(message + "\n\nhint: " + hint, cause);
    }
}
