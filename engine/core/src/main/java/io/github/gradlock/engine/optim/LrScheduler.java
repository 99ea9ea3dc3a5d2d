package io.github.gradlock.engine.optim;

import java.util.ArrayList;
import java.util.List;

/**
 * Moves the learning rates of an optimiser's groups from epoch to epoch, by the recursions of {@code torch.optim.lr_scheduler}: each
 * step goes on from the rate of the moment, so that schedulers can be chained.
 *
 * <p>A scheduler sets the rates of epoch 0 when it is made; call {@link #step()} after each epoch.
 */
public abstract class LrScheduler implements Schedule {
    private final List<ParameterGroup<?>> groups = new ArrayList<>();
    private final List<Double> bases = new ArrayList<>();
    private int epoch;

    /** Begins with the rates that the optimiser's groups have now, or had when their first scheduler was made. */
    protected LrScheduler(Optimizer<?> optimizer) {
        for (ParameterGroup<?> group : optimizer.groups()) {
            groups.add(group);
            bases.add(group.initialLr());
        }
    }

    /**
     * Returns the rate of an epoch above 0.
     *
     * @param lr rate of the epoch before
     * @param base rate that the scheduler began with
     */
    abstract double next(int epochNumber, double lr, double base);

    /** Returns the rate of epoch 0, the base where nothing else is said. */
    double first(double base) {
        return base;
    }

    @Override
    public final void restart() {
        epoch = 0;
        for (int i = 0; i < groups.size(); i++) {
            groups.get(i).setLr(first(bases.get(i)));
        }
    }

    @Override
    public final void step() {
        epoch++;
        for (int i = 0; i < groups.size(); i++) {
            groups.get(i).setLr(next(epoch, groups.get(i).lr(), bases.get(i)));
        }
    }

    /** Returns the number of steps made since the beginning. */
    public final int epoch() {
        return epoch;
    }

    /** Returns the rates of the moment, by group. */
    public final List<Double> lastLr() {
        return groups.stream().<Double>map(ParameterGroup::lr).toList();
    }

    static int requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("Expected positive integer " + name + ", but got " + value);
        }
        return value;
    }
}
