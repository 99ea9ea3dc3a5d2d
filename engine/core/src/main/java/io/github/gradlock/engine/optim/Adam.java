package io.github.gradlock.engine.optim;

import io.github.gradlock.engine.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adam (Kingma and Ba 2014), by the formulas of {@code torch.optim.Adam}, or AdamW (Loshchilov and Hutter 2017), where the decay of
 * weights does not go through the gradient:
 *
 * <pre>
 * Adam: g ← g + weightDecay p            AdamW: p ← p (1 − lr weightDecay)
 * m ← β₁ m + (1 − β₁) g
 * v ← β₂ v + (1 − β₂) g²
 * p ← p − lr / (1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + eps)
 * </pre>
 */
public final class Adam extends Optimizer {
    private final Options options;
    private final boolean decoupled;
    private final @Nullable Tensor[] firstMoments;
    private final @Nullable Tensor[] secondMoments;
    private final int[] steps;

    /**
     * The constants of the formulas.
     *
     * @param lr learning rate
     * @param beta1 memory of the first moment
     * @param beta2 memory of the second moment
     * @param eps what keeps the denominator off zero
     * @param weightDecay strength of the decay
     */
    public record Options(double lr, double beta1, double beta2, double eps, double weightDecay) {
        /** Checks the values. */
        public Options {
            requireNotNegative("learning rate", lr);
            requireNotNegative("epsilon value", eps);
            requireNotNegative("weight decay value", weightDecay);
            if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)) {
                throw new IllegalArgumentException("Invalid beta parameters: " + beta1 + ", " + beta2);
            }
        }

        /** Takes the usual moments, β₁ = 0.9, β₂ = 0.999 and eps = 1e-8. */
        public static Options of(double lr, double weightDecay) {
            return new Options(lr, 0.9, 0.999, 1e-8, weightDecay);
        }
    }

    private Adam(List<Tensor> parameters, Options options, boolean decoupled) {
        super(parameters);
        this.options = options;
        this.decoupled = decoupled;
        this.firstMoments = new Tensor[size()];
        this.secondMoments = new Tensor[size()];
        this.steps = new int[size()];
    }

    /** Optimises by Adam with a learning rate and the usual moments. */
    public static Adam adam(List<Tensor> parameters, double lr) {
        return adam(parameters, Options.of(lr, 0));
    }

    /** Optimises by Adam. */
    public static Adam adam(List<Tensor> parameters, Options options) {
        return new Adam(parameters, options, false);
    }

    /** Optimises by AdamW. */
    public static Adam adamW(List<Tensor> parameters, Options options) {
        return new Adam(parameters, options, true);
    }

    @Override
    void update(int index, Tensor parameter, Tensor grad) {
        if (decoupled && options.weightDecay != 0) {
            parameter.mul_(1 - options.lr * options.weightDecay);
        }
        Tensor g = decoupled ? grad : decayed(grad, parameter, options.weightDecay);
        Tensor m =
                stateOrZeros(firstMoments[index], parameter).mul(options.beta1).add(g.mul(1 - options.beta1));
        Tensor v = stateOrZeros(secondMoments[index], parameter)
                .mul(options.beta2)
                .add(g.mul(g).mul(1 - options.beta2));
        firstMoments[index] = m;
        secondMoments[index] = v;
        steps[index]++;
        double stepSize = options.lr / (1 - power(options.beta1, steps[index]));
        double root = Math.sqrt(1 - power(options.beta2, steps[index]));
        Tensor denominator = v.sqrt().div(root).add(options.eps);
        parameter.sub_(m.div(denominator).mul(stepSize));
    }

    /** A chain of products, whose bits every JDK gives. */
    private static double power(double base, int exponent) {
        double power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= base;
        }
        return power;
    }
}
