package io.github.gradlock.engine.optim;

/** Multiplies the rate with gamma every epoch; {@code ExponentialLR}. */
public final class ExponentialLr extends LrScheduler {
    private final double gamma;

    /** Multiplies with {@code gamma}. */
    public ExponentialLr(Optimizer<?> optimizer, double gamma) {
        super(optimizer);
        this.gamma = gamma;
    }

    @Override
    double next(int epochNumber, double lr, double base) {
        return lr * gamma;
    }
}
