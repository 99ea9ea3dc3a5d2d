package io.github.gradlock.engine.optim;

import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Moves the learning rates of an optimiser's groups from epoch to epoch, by the recursions of {@code torch.optim.lr_scheduler}: each
 * step goes on from the rate of the moment, so that schedulers can be chained.
 *
 * <p>A scheduler sets the rates of epoch 0 when it is made; call {@link #step()} after each epoch. To go on with a saved run, make
 * optimiser and scheduler as before, and load the optimiser's state and then this one.
 */
public abstract class LrScheduler implements Schedule {
    private static final String EPOCH = "last_epoch";
    private static final String BASES = "base_lrs";
    private static final String RATES = "last_lr";

    private final List<ParameterGroup<?>> groups = new ArrayList<>();
    private double[] bases;
    private int epoch;

    /** Begins with the rates that the optimiser's groups have now, or had when their first scheduler was made. */
    protected LrScheduler(Optimizer<?> optimizer) {
        groups.addAll(optimizer.groups());
        bases = groups.stream().mapToDouble(ParameterGroup::initialLr).toArray();
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
        for (int i = 0; i < bases.length; i++) {
            groups.get(i).setLr(first(bases[i]));
        }
    }

    @Override
    public final void step() {
        epoch++;
        for (int i = 0; i < bases.length; i++) {
            groups.get(i).setLr(next(epoch, groups.get(i).lr(), bases[i]));
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

    /** Returns {@code last_epoch}, int64, and {@code base_lrs} and {@code last_lr}, float64 {@code [groups]}. */
    @Override
    public final Map<String, Tensor> stateDict() {
        Map<String, Tensor> state = new TreeMap<>();
        state.put(EPOCH, Tensors.scalar((long) epoch));
        state.put(BASES, Tensors.of(bases.clone()));
        state.put(RATES, rates(groups));
        return state;
    }

    /** Takes over a state, and sets the rates of the groups to those saved with it. */
    @Override
    public final void loadStateDict(Map<String, Tensor> state) {
        SavedState saved = new SavedState(this, state, EPOCH, BASES, RATES);
        int loaded = saved.count(EPOCH);
        double[] loadedBases = saved.numbers(BASES, groups.size());
        double[] rates = saved.rates(RATES, groups.size());
        epoch = loaded;
        bases = loadedBases;
        setRates(groups, rates);
    }

    /** Returns the rates of groups, float64 {@code [groups]}. */
    static Tensor rates(List<? extends ParameterGroup<?>> groups) {
        return Tensors.of(groups.stream().mapToDouble(ParameterGroup::lr).toArray());
    }

    static void setRates(List<? extends ParameterGroup<?>> groups, double... rates) {
        for (int i = 0; i < rates.length; i++) {
            groups.get(i).setLr(rates[i]);
        }
    }

    static int requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("Expected positive integer " + name + ", but got " + value);
        }
        return value;
    }
}
