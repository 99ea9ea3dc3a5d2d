package io.github.gradlock.engine.optim;

import io.github.gradlock.engine.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
public final class Sgd extends Optimizer {
    private final Options options;
    private final @Nullable Tensor[] momenta;

    /**
     * The constants of the formulas.
     *
     * @param lr learning rate
     * @param momentum share of the last step
     * @param dampening what is taken off the new gradient
     * @param weightDecay factor of the parameter in its gradient
     * @param nesterov whether to look ahead
     */
    public record Options(double lr, double momentum, double dampening, double weightDecay, boolean nesterov) {
        /** Checks the values. */
        public Options {
            requireNotNegative("learning rate", lr);
            requireNotNegative("momentum value", momentum);
            requireNotNegative("weight decay value", weightDecay);
            if (nesterov && (momentum <= 0 || dampening != 0)) {
                throw new IllegalArgumentException("Nesterov momentum requires a momentum and zero dampening");
            }
        }
    }

    /** Descends with a learning rate alone. */
    public Sgd(List<Tensor> parameters, double lr) {
        this(parameters, new Options(lr, 0, 0, 0, false));
    }

    /** Descends with momentum. */
    public Sgd(List<Tensor> parameters, double lr, double momentum) {
        this(parameters, new Options(lr, momentum, 0, 0, false));
    }

    /** Descends with all options. */
    public Sgd(List<Tensor> parameters, Options options) {
        super(parameters);
        this.options = options;
        this.momenta = new Tensor[size()];
    }

    @Override
    void update(int index, Tensor parameter, Tensor grad) {
        Tensor step = decayed(grad, parameter, options.weightDecay);
        if (options.momentum != 0) {
            Tensor last = momenta[index];
            Tensor momentum =
                    last == null ? step.copy() : last.mul(options.momentum).add(step.mul(1 - options.dampening));
            momenta[index] = momentum;
            step = options.nesterov ? step.add(momentum.mul(options.momentum)) : momentum;
        }
        parameter.sub_(step.mul(options.lr));
    }
}
