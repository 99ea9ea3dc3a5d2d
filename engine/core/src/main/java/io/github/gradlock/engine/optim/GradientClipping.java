package io.github.gradlock.engine.optim;

import io.github.gradlock.engine.autograd.Autograd;
import io.github.gradlock.engine.op.Joins;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;

/** Makes gradients smaller in place, between backward and the optimiser's step. Parameters without a gradient are left out. */
public final class GradientClipping {
    /** What PyTorch adds to the norm before it divides. */
    private static final double EPS = 1e-6;

    private GradientClipping() {}

    /**
     * Scales all gradients by one factor, so that the norm of all their elements together is at most {@code maxNorm};
     * {@code torch.nn.utils.clip_grad_norm_}.
     *
     * @param normType p of the norm; infinity takes the greatest absolute value
     * @param errorIfNonfinite whether a norm that is infinite or NaN is an error
     * @return the norm before, a zero-dimensional tensor
     * @throws IllegalStateException if the norm is not finite and that is an error
     */
    public static Tensor clipNorm(List<Tensor> parameters, double maxNorm, double normType, boolean errorIfNonfinite) {
        return Autograd.noGrad(() -> {
            List<Tensor> grads = gradients(parameters);
            if (grads.isEmpty()) {
                return Tensors.scalar(0f);
            }
            List<Tensor> norms = new ArrayList<>();
            grads.forEach(grad -> norms.add(grad.norm(normType, false)));
            Tensor total = Joins.stack(norms, 0).norm(normType, false);
            if (errorIfNonfinite && !Double.isFinite(total.item())) {
                throw new IllegalStateException("The total norm of order " + normType
                        + " for gradients from parameters is" + " non-finite, so it cannot be clipped");
            }
            Tensor factor = total.add(EPS).reciprocal().mul(maxNorm).clamp(Double.NEGATIVE_INFINITY, 1);
            grads.forEach(grad -> grad.mul_(factor.to(grad.dtype())));
            return total;
        });
    }

    /**
     * Scales all gradients so that their Euclidean norm together is at most {@code maxNorm}; one that is not finite is no error.
     *
     * @return the norm before, a zero-dimensional tensor
     */
    public static Tensor clipNorm(List<Tensor> parameters, double maxNorm) {
        return clipNorm(parameters, maxNorm, 2, false);
    }

    /**
     * Limits each element of each gradient to {@code ±clipValue}; {@code torch.nn.utils.clip_grad_value_}. NaN stays NaN.
     */
    public static void clipValue(List<Tensor> parameters, double clipValue) {
        Autograd.noGrad(() -> {
            List<Tensor> grads = gradients(parameters);
            grads.forEach(grad -> grad.copy_(grad.clamp(-clipValue, clipValue)));
            return grads;
        });
    }

    private static List<Tensor> gradients(List<Tensor> parameters) {
        List<Tensor> grads = new ArrayList<>();
        for (Tensor parameter : parameters) {
            Tensor grad = parameter.grad();
            if (grad != null) {
                grads.add(grad.detach());
            }
        }
        return grads;
    }
}
