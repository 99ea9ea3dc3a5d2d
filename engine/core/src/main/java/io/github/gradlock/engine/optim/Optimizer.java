package io.github.gradlock.engine.optim;

import io.github.gradlock.engine.autograd.Autograd;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes parameters by their gradients, in place and without recording; a parameter without a gradient is left alone. */
public abstract class Optimizer {
    private final List<Tensor> parameters;

    /**
     * Optimises leaves.
     *
     * @throws IllegalArgumentException if one is the result of an operation
     */
    protected Optimizer(List<Tensor> parameters) {
        for (Tensor parameter : parameters) {
            if (!parameter.isLeaf()) {
                throw new IllegalArgumentException("can't optimize a non-leaf Tensor of shape " + parameter.shape());
            }
        }
        this.parameters = List.copyOf(parameters);
    }

    /** Makes one step. */
    public final void step() {
        Autograd.noGrad(() -> {
            for (int i = 0; i < parameters.size(); i++) {
                Tensor grad = parameters.get(i).grad();
                if (grad != null) {
                    update(i, parameters.get(i), grad);
                }
            }
            return parameters;
        });
    }

    /** Forgets all gradients. */
    public final void zeroGrad() {
        parameters.forEach(parameter -> Autograd.setGrad(parameter, null));
    }

    /** Returns how many parameters there are. */
    final int size() {
        return parameters.size();
    }

    /** Changes one parameter. */
    abstract void update(int index, Tensor parameter, Tensor grad);

    static Tensor decayed(Tensor grad, Tensor parameter, double weightDecay) {
        return weightDecay == 0 ? grad : grad.add(parameter.mul(weightDecay));
    }

    static void requireNotNegative(String name, double value) {
        if (!(value >= 0)) {
            throw new IllegalArgumentException("Invalid " + name + ": " + value);
        }
    }

    /** Returns a state tensor, or zeros like the parameter if there is none yet. */
    static Tensor stateOrZeros(@Nullable Tensor state, Tensor parameter) {
        return state == null ? Tensors.zeros(parameter.shape(), parameter.dtype()) : state;
    }
}
