package io.github.gradlock.engine.optim;

import java.util.function.IntToDoubleFunction;

/** The first rate times a function of the epoch; {@code LambdaLR}. */
public final class LambdaLr extends LrScheduler {
    private final IntToDoubleFunction factor;

    /** Multiplies with {@code factor(epoch)}. The function is no part of the state; give the same one again. */
    public LambdaLr(Optimizer<?> optimizer, IntToDoubleFunction factor) {
        super(optimizer);
        this.factor = factor;
        restart();
    }

    @Override
    double first(double base) {
        return base * factor.applyAsDouble(0);
    }

    @Override
    double next(int epochNumber, double lr, double base) {
        return base * factor.applyAsDouble(epochNumber);
    }
}
