package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.op.Losses.Reduction;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;

/** Losses of the parameters of a distribution; formulas are those of PyTorch's functions of the same names. */
public final class DistributionLosses {
    private static final double TWO_PI = 2 * Math.PI;
    /** Half the natural logarithm of two pi. */
    private static final double HALF_LOG_TWO_PI = 0.9189385332046727;

    private DistributionLosses() {}

    /**
     * Takes the divergence of Kullback and Leibler, element by element: {@code target (log(target) - input)}, where {@code input}
     * holds logarithms of probabilities, and with {@code logTarget} the target too. A target of zero gives zero.
     *
     * @param reduction with {@link Reduction#BATCHMEAN}, what the mathematical definition says; the mean is over all elements
     */
    public static Tensor klDiv(Tensor input, Tensor target, boolean logTarget, Reduction reduction) {
        Tensor losses = logTarget
                ? Arithmetic.mul(Functions.exp(target), Arithmetic.sub(target, input))
                : Arithmetic.sub(targetLogTarget(target), Arithmetic.mul(target, input));
        if (reduction != Reduction.BATCHMEAN) {
            return Losses.reduce(losses, reduction);
        }
        Tensor sum = Reductions.sum(losses);
        return input.rank() == 0 ? sum : Arithmetic.div(sum, input.size(0));
    }

    /** Takes t log(t), and 0 at 0, where the derivative is NaN as in PyTorch: the true one is infinite. */
    private static Tensor targetLogTarget(Tensor target) {
        Tensor product = Arithmetic.mul(target, Functions.log(target));
        return Arithmetic.maskedFill(product, Comparisons.eq(target, 0), 0);
    }

    /**
     * Takes minus the log likelihood of counts {@code target} under Poisson distributions without the constant term.
     *
     * @param logInput whether the input is the logarithm of the rate: {@code exp(input) - target input}, else
     *     {@code input - target log(input + eps)}
     * @param full whether to add Stirling's approximation of the constant term where the target is above 1
     */
    public static Tensor poissonNllLoss(
            Tensor input, Tensor target, boolean logInput, boolean full, double eps, Reduction reduction) {
        Tensor losses = logInput
                ? Arithmetic.sub(Functions.exp(input), Arithmetic.mul(target, input))
                : Arithmetic.sub(input, Arithmetic.mul(target, Functions.log(Arithmetic.add(input, eps))));
        return Losses.reduce(full ? Arithmetic.add(losses, stirling(target)) : losses, reduction);
    }

    /** Takes t log(t) − t + log(2πt) / 2, and 0 where t is at most 1. */
    private static Tensor stirling(Tensor target) {
        Tensor small = Comparisons.le(target, 1);
        Tensor main = Arithmetic.sub(Arithmetic.mul(target, Functions.log(target)), target);
        Tensor root = Arithmetic.mul(Functions.log(Arithmetic.mul(target, TWO_PI)), 0.5);
        return Arithmetic.maskedFill(Arithmetic.add(main, root), small, 0);
    }

    /**
     * Takes minus the log likelihood of {@code target} under normal distributions: {@code (log(var) + (input - target)² / var) / 2}
     * with variances of at least {@code eps}. A variance below passes its gradient on as if it were not raised.
     *
     * @param variance of the shape of the input, without its last dimension, or with one dimension of size 1
     * @param full whether to add the constant {@code log(2 pi) / 2}
     * @throws IllegalArgumentException if the variance has another shape or a negative element
     */
    public static Tensor gaussianNllLoss(
            Tensor input, Tensor target, Tensor variance, boolean full, double eps, Reduction reduction) {
        Tensor var = StraightThrough.clampMin(fitted(input.shape(), variance), eps);
        Tensor difference = Arithmetic.sub(input, target);
        Tensor quotient = Arithmetic.div(Arithmetic.mul(difference, difference), var);
        Tensor losses = Arithmetic.mul(Arithmetic.add(Functions.log(var), quotient), 0.5);
        return Losses.reduce(full ? Arithmetic.add(losses, HALF_LOG_TWO_PI) : losses, reduction);
    }

    private static Tensor fitted(Shape input, Tensor variance) {
        if (variance.numel() > 0
                && Primitives.reduce(
                                        Dispatch.kernels(variance),
                                        ReduceFunction.MIN,
                                        variance,
                                        Axes.of("gaussian_nll_loss", variance.shape()),
                                        false)
                                .item()
                        < 0) {
            throw new IllegalArgumentException("variance has negative entries in gaussian_nll_loss");
        }
        if (variance.rank() == input.rank() - 1
                && Arrays.equals(variance.shape().sizes(), Arrays.copyOf(input.sizes(), variance.rank()))) {
            return Views.unsqueeze(variance, -1);
        }
        int stretched = 0;
        boolean fits = variance.rank() == input.rank();
        for (int axis = 0; fits && axis < input.rank(); axis++) {
            if (variance.size(axis) != input.size(axis)) {
                stretched++;
                fits = variance.size(axis) == 1;
            }
        }
        if (!fits || stretched > 1) {
            throw new IllegalArgumentException(
                    "shape mismatch in gaussian_nll_loss: input " + input + ", variance " + variance.shape());
        }
        return variance;
    }
}
