package io.github.gradlock.engine.optim;

import io.github.gradlock.engine.op.OptimizerSteps;
import io.github.gradlock.engine.op.OptimizerSteps.AdamNumbers;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Adam (Kingma and Ba 2014), by the formulas of {@code torch.optim.Adam}, or AdamW (Loshchilov and Hutter 2017), where the decay of
 * weights does not go through the gradient:
 *
 * <pre>
 * Adam: g ← g + weightDecay p            AdamW: p ← p (1 − lr weightDecay)
 * m ← β₁ m + (1 − β₁) g
 * v ← β₂ v + (1 − β₂) g²                 amsgrad: then the greatest v so far
 * p ← p − lr / (1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + eps)
 * </pre>
 */
public final class Adam extends Optimizer<Adam.Options> {
    private static final String FIRST = "exp_avg";
    private static final String SECOND = "exp_avg_sq";
    private static final String GREATEST = "max_exp_avg_sq";

    private final boolean decoupled;

    /**
     * The constants of the formulas.
     *
     * @param lr learning rate
     * @param beta1 memory of the first moment
     * @param beta2 memory of the second moment
     * @param eps what keeps the denominator off zero
     * @param weightDecay strength of the decay
     * @param amsgrad whether the denominator never shrinks (Reddi, Kale and Kumar 2018)
     */
    public record Options(double lr, double beta1, double beta2, double eps, double weightDecay, boolean amsgrad)
            implements OptimizerOptions {
        /** Checks the values. */
        public Options {
            OptimizerOptions.requireNotNegative("learning rate", lr);
            OptimizerOptions.requireNotNegative("epsilon value", eps);
            OptimizerOptions.requireNotNegative("weight decay value", weightDecay);
            if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)) {
                throw new IllegalArgumentException("Invalid beta parameters: " + beta1 + ", " + beta2);
            }
        }

        /** Takes all but amsgrad. */
        public Options(double lr, double beta1, double beta2, double eps, double weightDecay) {
            this(lr, beta1, beta2, eps, weightDecay, false);
        }

        @Override
        public SortedMap<String, Object> byName() {
            SortedMap<String, Object> names = new TreeMap<>();
            names.put("lr", lr);
            names.put("betas", List.of(beta1, beta2));
            names.put("eps", eps);
            names.put("weight_decay", weightDecay);
            names.put("amsgrad", amsgrad);
            return names;
        }

        /** Takes the usual moments, β₁ = 0.9, β₂ = 0.999 and eps = 1e-8. */
        public static Options of(double lr, double weightDecay) {
            return new Options(lr, 0.9, 0.999, 1e-8, weightDecay);
        }
    }

    private Adam(List<ParameterGroup<Options>> groups, boolean decoupled) {
        super(groups);
        this.decoupled = decoupled;
    }

    /** Optimises by Adam with a learning rate and the usual moments. */
    public static Adam adam(List<Tensor> parameters, double lr) {
        return adam(parameters, Options.of(lr, 0));
    }

    /** Optimises by Adam; a decay goes through the gradient. */
    public static Adam adam(List<Tensor> parameters, Options options) {
        return adam(List.of(new ParameterGroup<>(parameters, options)));
    }

    /** Optimises by Adam with options by group. */
    public static Adam adam(List<ParameterGroup<Options>> groups) {
        return new Adam(groups, false);
    }

    /** Optimises by AdamW with a learning rate, the usual moments, and PyTorch's decay of 0.01. */
    public static Adam adamW(List<Tensor> parameters, double lr) {
        return adamW(parameters, Options.of(lr, 0.01));
    }

    /** Optimises by AdamW; the decay takes its share of the parameters themselves. */
    public static Adam adamW(List<Tensor> parameters, Options options) {
        return adamW(List.of(new ParameterGroup<>(parameters, options)));
    }

    /** Optimises by AdamW with options by group. */
    public static Adam adamW(List<ParameterGroup<Options>> groups) {
        return new Adam(groups, true);
    }

    @Override
    String typeName() {
        return decoupled ? "AdamW" : "Adam";
    }

    @Override
    List<String> needed(Options options) {
        return options.amsgrad
                ? List.of(FIRST, SECOND, OptimizerState.STEP, GREATEST)
                : List.of(FIRST, SECOND, OptimizerState.STEP);
    }

    @Override
    List<String> optional() {
        return List.of(GREATEST);
    }

    @Override
    void update(Tensor parameter, Tensor grad, OptimizerState state, ParameterGroup<Options> group) {
        Options options = group.options();
        int step = state.nextStep();
        double decay = decoupled ? 1 - group.lr() * options.weightDecay : options.weightDecay;
        Tensor[] remembered = OptimizerSteps.adam(
                parameter,
                grad,
                state.get(FIRST, parameter, 0),
                state.get(SECOND, parameter, 0),
                options.amsgrad ? state.get(GREATEST, parameter, 0) : null,
                new AdamNumbers(
                        options.weightDecay != 0,
                        decoupled,
                        decay,
                        options.beta1,
                        options.beta2,
                        Math.sqrt(1 - StrictMath.pow(options.beta2, step)),
                        options.eps,
                        group.lr() / (1 - StrictMath.pow(options.beta1, step))));
        state.put(FIRST, remembered[0]);
        state.put(SECOND, remembered[1]);
        if (options.amsgrad) {
            state.put(GREATEST, remembered[2]);
        }
    }
}
