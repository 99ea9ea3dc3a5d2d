package io.github.gradlock.engine.optim;

import java.util.List;

/** Multiplies the rate with gamma at given epochs; {@code MultiStepLR}. */
public final class MultiStepLr extends LrScheduler {
    private final List<Integer> milestones;
    private final double gamma;

    /** Multiplies with {@code gamma} at each of the epochs, as often as it is named. */
    public MultiStepLr(Optimizer<?> optimizer, List<Integer> milestones, double gamma) {
        super(optimizer);
        this.milestones = List.copyOf(milestones);
        this.gamma = gamma;
    }

    @Override
    double next(int epochNumber, double lr, double base) {
        double factor = 1;
        for (int milestone : milestones) {
            factor *= milestone == epochNumber ? gamma : 1;
        }
        return lr * factor;
    }
}
