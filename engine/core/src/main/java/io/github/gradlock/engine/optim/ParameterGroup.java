package io.github.gradlock.engine.optim;

import io.github.gradlock.engine.tensor.Tensor;
import java.util.List;

/**
 * Parameters that are optimised with the same options; a scheduler moves the learning rate.
 *
 * @param <O> the optimiser's options
 */
public final class ParameterGroup<O extends OptimizerOptions> {
    private final List<Tensor> parameters;
    private final O options;
    private double lr;
    private double initialLr = Double.NaN;

    /**
     * Groups leaves.
     *
     * @throws IllegalArgumentException if one is the result of an operation
     */
    public ParameterGroup(List<Tensor> parameters, O options) {
        for (Tensor parameter : parameters) {
            if (!parameter.isLeaf()) {
                throw new IllegalArgumentException("can't optimize a non-leaf Tensor of shape " + parameter.shape());
            }
        }
        this.parameters = List.copyOf(parameters);
        this.options = options;
        this.lr = options.lr();
    }

    /** Returns the parameters. */
    public List<Tensor> parameters() {
        return parameters;
    }

    /** Returns the options, with the learning rate at the beginning. */
    public O options() {
        return options;
    }

    /** Returns the learning rate of the next step. */
    public double lr() {
        return lr;
    }

    /** Returns the learning rate that the first scheduler of this group found; all of them start from it. */
    double initialLr() {
        if (Double.isNaN(initialLr)) {
            initialLr = lr;
        }
        return initialLr;
    }

    /** Returns whether a scheduler was made for this group. */
    boolean isScheduled() {
        return !Double.isNaN(initialLr);
    }

    /** Takes over rates; NaN leaves the first one, since no scheduler had been made then. */
    void load(double rate, double firstRate) {
        lr = rate;
        initialLr = Double.isNaN(firstRate) ? initialLr : firstRate;
    }

    /**
     * Changes the learning rate, from the next step on.
     *
     * @throws IllegalArgumentException if it is negative or NaN
     */
    public void setLr(double value) {
        OptimizerOptions.requireNotNegative("learning rate", value);
        lr = value;
    }
}
