package io.github.gradlock.engine.optim;

/** Multiplies the rate with gamma every few epochs; {@code StepLR}. */
public final class StepLr extends LrScheduler {
    private final int stepSize;
    private final double gamma;

    /**
     * Multiplies with {@code gamma} every {@code stepSize} epochs.
     *
     * @throws IllegalArgumentException if {@code stepSize} is not positive
     */
    public StepLr(Optimizer<?> optimizer, int stepSize, double gamma) {
        super(optimizer);
        this.stepSize = requirePositive("step_size", stepSize);
        this.gamma = gamma;
    }

    @Override
    double next(int epochNumber, double lr, double base) {
        return epochNumber % stepSize == 0 ? lr * gamma : lr;
    }
}
