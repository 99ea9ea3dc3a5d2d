package io.github.gradlock.engine.gradcheck;

/** Says where an analytical derivative and a numerical one differ. */
public final class GradcheckException extends RuntimeException {
    private static final long serialVersionUID = 1;

    GradcheckException(String message) {
        super(message);
    }
}
