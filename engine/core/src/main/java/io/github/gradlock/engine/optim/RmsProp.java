package io.github.gradlock.engine.optim;

import io.github.gradlock.engine.op.OptimizerSteps;
import io.github.gradlock.engine.op.OptimizerSteps.RmsPropNumbers;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * RMSprop (Hinton's lecture 6e of 2012), by the formulas of {@code torch.optim.RMSprop}:
 *
 * <pre>
 * g ← g + weightDecay p
 * v ← alpha v + (1 − alpha) g²
 * a ← alpha a + (1 − alpha) g            centered only; then v − a² stands for v below
 * d ← g / (√v + eps)
 * b ← momentum b + d                     with momentum only; then b stands for d below
 * p ← p − lr d
 * </pre>
 */
public final class RmsProp extends Optimizer<RmsProp.Options> {
    private static final String SQUARES = "square_avg";
    private static final String AVERAGE = "grad_avg";
    private static final String BUFFER = "momentum_buffer";

    /**
     * The constants of the formulas.
     *
     * @param lr learning rate
     * @param alpha memory of the squares
     * @param eps what keeps the denominator off zero
     * @param weightDecay factor of the parameter in its gradient
     * @param momentum share of the last step
     * @param centered whether squares are taken from the mean
     */
    public record Options(double lr, double alpha, double eps, double weightDecay, double momentum, boolean centered)
            implements OptimizerOptions {
        /** Checks the values. */
        public Options {
            OptimizerOptions.requireNotNegative("learning rate", lr);
            OptimizerOptions.requireNotNegative("epsilon value", eps);
            OptimizerOptions.requireNotNegative("momentum value", momentum);
            OptimizerOptions.requireNotNegative("weight decay value", weightDecay);
            OptimizerOptions.requireNotNegative("alpha value", alpha);
        }

        @Override
        public SortedMap<String, Object> byName() {
            SortedMap<String, Object> names = new TreeMap<>();
            names.put("lr", lr);
            names.put("alpha", alpha);
            names.put("eps", eps);
            names.put("weight_decay", weightDecay);
            names.put("momentum", momentum);
            names.put("centered", centered);
            return names;
        }

        /** Takes PyTorch's defaults, alpha = 0.99 and eps = 1e-8, with no momentum. */
        public static Options of(double lr) {
            return new Options(lr, 0.99, 1e-8, 0, 0, false);
        }
    }

    /** Optimises with a learning rate and the usual constants. */
    public RmsProp(List<Tensor> parameters, double lr) {
        this(parameters, Options.of(lr));
    }

    /** Optimises with all options. */
    public RmsProp(List<Tensor> parameters, Options options) {
        this(List.of(new ParameterGroup<>(parameters, options)));
    }

    /** Optimises with options by group. */
    public RmsProp(List<ParameterGroup<Options>> groups) {
        super(groups);
    }

    @Override
    String typeName() {
        return "RMSprop";
    }

    @Override
    List<String> needed(Options options) {
        List<String> needed = new ArrayList<>(List.of(SQUARES));
        if (options.centered) {
            needed.add(AVERAGE);
        }
        if (options.momentum > 0) {
            needed.add(BUFFER);
        }
        return needed;
    }

    @Override
    List<String> optional() {
        return List.of(AVERAGE, BUFFER, OptimizerState.STEP);
    }

    @Override
    void update(Tensor parameter, Tensor grad, OptimizerState state, ParameterGroup<Options> group) {
        Options options = group.options();
        // No formula needs it, but PyTorch counts it, and a state goes back there.
        state.nextStep();
        Tensor[] remembered = OptimizerSteps.rmsProp(
                parameter,
                grad,
                state.get(SQUARES, parameter, 0),
                options.centered ? state.get(AVERAGE, parameter, 0) : null,
                options.momentum > 0 ? state.get(BUFFER, parameter, 0) : null,
                new RmsPropNumbers(group.lr(), options.weightDecay, options.alpha, options.eps, options.momentum));
        List<String> names = needed(options);
        for (int i = 0; i < names.size(); i++) {
            state.put(names.get(i), remembered[i]);
        }
    }
}
