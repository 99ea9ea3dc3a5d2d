package io.github.gradlock.engine.optim;

/** Warms up or cools down: a factor that goes in a line from its start to its end; {@code LinearLR}. */
public final class LinearLr extends LrScheduler {
    private final double start;
    private final double end;
    private final int total;

    /** Multiplies with a factor from {@code start}, in (0, 1], to {@code end}, in [0, 1], over {@code total} epochs. */
    public LinearLr(Optimizer<?> optimizer, double start, double end, int total) {
        super(optimizer);
        if (!(start > 0 && start <= 1 && end >= 0 && end <= 1)) {
            throw new IllegalArgumentException(
                    "Starting multiplicative factor expected to be greater than 0 and at most"
                            + " 1, ending factor between 0 and 1, got " + start + " and " + end);
        }
        this.start = start;
        this.end = end;
        this.total = requirePositive("total_iters", total);
        restart();
    }

    @Override
    double first(double base) {
        return base * start;
    }

    @Override
    double next(int epochNumber, double lr, double base) {
        if (epochNumber > total) {
            return lr;
        }
        return lr * (1 + (end - start) / (total * start + (epochNumber - 1) * (end - start)));
    }
}
