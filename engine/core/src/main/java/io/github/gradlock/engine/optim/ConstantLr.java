package io.github.gradlock.engine.optim;

/** Multiplies the rate with a factor until an epoch is reached; {@code ConstantLR}. */
public final class ConstantLr extends LrScheduler {
    private final double factor;
    private final int total;

    /** Multiplies with {@code factor}, in (0, 1], before epoch {@code total}. */
    public ConstantLr(Optimizer<?> optimizer, double factor, int total) {
        super(optimizer);
        if (!(factor > 0 && factor <= 1)) {
            throw new IllegalArgumentException(
                    "Constant multiplicative factor expected to be in (0, 1], got " + factor);
        }
        this.factor = factor;
        this.total = requirePositive("total_iters", total);
        restart();
    }

    @Override
    double first(double base) {
        return base * factor;
    }

    @Override
    double next(int epochNumber, double lr, double base) {
        return epochNumber == total ? lr * (1 / factor) : lr;
    }
}
