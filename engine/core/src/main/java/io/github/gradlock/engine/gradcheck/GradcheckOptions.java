package io.github.gradlock.engine.gradcheck;

/**
 * How strict a check is; the defaults are PyTorch's.
 *
 * @param eps step of the central difference
 * @param atol absolute tolerance
 * @param rtol tolerance relative to the numerical derivative
 * @param repetitions how often the backward pass is repeated on a fresh graph; its bits must not change
 */
public record GradcheckOptions(double eps, double atol, double rtol, int repetitions) {
    /** A step of 1e-6, tolerances of 1e-5 and 1e-3, two backward passes. */
    public static final GradcheckOptions DEFAULT = new GradcheckOptions(1e-6, 1e-5, 1e-3, 2);

    /** Checks the values. */
    public GradcheckOptions {
        if (!(eps > 0) || !(atol >= 0) || !(rtol >= 0) || repetitions < 1) {
            throw new IllegalArgumentException(
                    "eps and repetitions must be positive, atol and rtol not negative, got eps " + eps + ", atol "
                            + atol + ", rtol " + rtol + ", repetitions " + repetitions);
        }
    }
}
