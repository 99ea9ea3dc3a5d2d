package io.github.gradlock.engine.optim;

import io.github.gradlock.engine.op.OptimizerSteps;
import io.github.gradlock.engine.op.OptimizerSteps.SgdNumbers;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Stochastic gradient descent, by the formulas of {@code torch.optim.SGD}:
 *
 * <pre>
 * g ← g + weightDecay p
 * b ← momentum b + (1 − dampening) g     (b = g in the first step)
 * g ← g + momentum b if nesterov, else b
 * p ← p − lr g
 * </pre>
 */
public final class Sgd extends Optimizer<Sgd.Options> {
    private static final String BUFFER = "momentum_buffer";

    /**
     * The constants of the formulas.
     *
     * @param lr learning rate
     * @param momentum share of the last step
     * @param dampening what is taken off the new gradient
     * @param weightDecay factor of the parameter in its gradient
     * @param nesterov whether to look ahead
     */
    public record Options(double lr, double momentum, double dampening, double weightDecay, boolean nesterov)
            implements OptimizerOptions {
        /** Checks the values. */
        public Options {
            OptimizerOptions.requireNotNegative("learning rate", lr);
            OptimizerOptions.requireNotNegative("momentum value", momentum);
            OptimizerOptions.requireNotNegative("weight decay value", weightDecay);
            if (nesterov && (momentum <= 0 || dampening != 0)) {
                throw new IllegalArgumentException("Nesterov momentum requires a momentum and zero dampening");
            }
        }

        @Override
        public SortedMap<String, Object> byName() {
            SortedMap<String, Object> names = new TreeMap<>();
            names.put("lr", lr);
            names.put("momentum", momentum);
            names.put("dampening", dampening);
            names.put("weight_decay", weightDecay);
            names.put("nesterov", nesterov);
            return names;
        }

        /** Takes a learning rate alone. */
        public static Options of(double lr) {
            return new Options(lr, 0, 0, 0, false);
        }
    }

    /** Descends with a learning rate alone. */
    public Sgd(List<Tensor> parameters, double lr) {
        this(parameters, Options.of(lr));
    }

    /** Descends with momentum. */
    public Sgd(List<Tensor> parameters, double lr, double momentum) {
        this(parameters, new Options(lr, momentum, 0, 0, false));
    }

    /** Descends with all options. */
    public Sgd(List<Tensor> parameters, Options options) {
        this(List.of(new ParameterGroup<>(parameters, options)));
    }

    /** Descends with options by group. */
    public Sgd(List<ParameterGroup<Options>> groups) {
        super(groups);
    }

    @Override
    String typeName() {
        return "SGD";
    }

    @Override
    List<String> needed(Options options) {
        return List.of();
    }

    @Override
    List<String> optional() {
        return List.of(BUFFER);
    }

    @Override
    void update(Tensor parameter, Tensor grad, OptimizerState state, ParameterGroup<Options> group) {
        Options options = group.options();
        Tensor momentum = OptimizerSteps.sgd(
                parameter,
                grad,
                state.get(BUFFER),
                new SgdNumbers(
                        group.lr(), options.weightDecay, options.momentum, 1 - options.dampening, options.nesterov));
        if (momentum != null) {
            state.put(BUFFER, momentum);
        }
    }
}
