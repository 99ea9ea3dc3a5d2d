package io.github.gradlock.engine.optim;

import io.github.gradlock.engine.op.OptimizerSteps;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Adagrad (Duchi, Hazan and Singer 2011), by the formulas of {@code torch.optim.Adagrad}; t counts steps from 1:
 *
 * <pre>
 * g ← g + weightDecay p
 * s ← s + g²
 * p ← p − lr / (1 + (t − 1) lrDecay) · g / (√s + eps)
 * </pre>
 */
public final class Adagrad extends Optimizer<Adagrad.Options> {
    private static final String SUM = "sum";

    /**
     * The constants of the formulas.
     *
     * @param lr learning rate
     * @param lrDecay how fast the learning rate falls
     * @param weightDecay factor of the parameter in its gradient
     * @param initialAccumulator what s begins with
     * @param eps what keeps the denominator off zero
     */
    public record Options(double lr, double lrDecay, double weightDecay, double initialAccumulator, double eps)
            implements OptimizerOptions {
        /** Checks the values. */
        public Options {
            OptimizerOptions.requireNotNegative("learning rate", lr);
            OptimizerOptions.requireNotNegative("lr_decay value", lrDecay);
            OptimizerOptions.requireNotNegative("weight decay value", weightDecay);
            OptimizerOptions.requireNotNegative("initial_accumulator_value value", initialAccumulator);
            OptimizerOptions.requireNotNegative("epsilon value", eps);
        }

        @Override
        public SortedMap<String, Object> byName() {
            SortedMap<String, Object> names = new TreeMap<>();
            names.put("lr", lr);
            names.put("lr_decay", lrDecay);
            names.put("weight_decay", weightDecay);
            names.put("initial_accumulator_value", initialAccumulator);
            names.put("eps", eps);
            return names;
        }

        /** Takes PyTorch's defaults: no decay, and eps = 1e-10. */
        public static Options of(double lr) {
            return new Options(lr, 0, 0, 0, 1e-10);
        }
    }

    /** Optimises with a learning rate and the usual constants. */
    public Adagrad(List<Tensor> parameters, double lr) {
        this(parameters, Options.of(lr));
    }

    /** Optimises with all options. */
    public Adagrad(List<Tensor> parameters, Options options) {
        this(List.of(new ParameterGroup<>(parameters, options)));
    }

    /** Optimises with options by group. */
    public Adagrad(List<ParameterGroup<Options>> groups) {
        super(groups);
    }

    @Override
    String typeName() {
        return "Adagrad";
    }

    @Override
    List<String> needed(Options options) {
        return List.of(SUM, OptimizerState.STEP);
    }

    @Override
    List<String> optional() {
        return List.of();
    }

    @Override
    void update(Tensor parameter, Tensor grad, OptimizerState state, ParameterGroup<Options> group) {
        Options options = group.options();
        Tensor sum = state.get(SUM, parameter, options.initialAccumulator);
        double lr = group.lr() / (1 + (state.nextStep() - 1) * options.lrDecay);
        state.put(SUM, OptimizerSteps.adagrad(parameter, grad, sum, lr, options.weightDecay, options.eps));
    }
}
