package io.github.gradlock.engine.gradcheck;

/**
 * Says where an analytical derivative and a numerical one differ, or what else is wrong with a derivative: its bits change, or an
 * output without a cotangent does not count as zero. PyTorch's {@code GradcheckError}.
 */
public final class GradcheckException extends RuntimeException {
    private static final long serialVersionUID = 1;

    GradcheckException(String message) {
        super(message);
    }
}
