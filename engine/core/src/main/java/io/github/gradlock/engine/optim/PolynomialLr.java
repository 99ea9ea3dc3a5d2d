package io.github.gradlock.engine.optim;

/** Lets the rate fall to 0 as a power of what is left of the epochs; {@code PolynomialLR}. */
public final class PolynomialLr extends LrScheduler {
    private final int total;
    private final double power;

    /**
     * Falls over {@code total} epochs as {@code (1 − t / total)^power}: in a line for a power of 1.
     *
     * @throws IllegalArgumentException if {@code total} is not positive
     */
    public PolynomialLr(Optimizer<?> optimizer, int total, double power) {
        super(optimizer);
        this.total = requirePositive("total_iters", total);
        this.power = power;
    }

    @Override
    double next(int epochNumber, double lr, double base) {
        if (epochNumber > total) {
            return lr;
        }
        double ratio = (1.0 - (double) epochNumber / total) / (1.0 - (double) (epochNumber - 1) / total);
        return lr * StrictMath.pow(ratio, power);
    }
}
