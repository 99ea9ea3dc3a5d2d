package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What optimisers do to a parameter, by the formulas of {@code torch.optim}: each changes the parameter in place and gives what is remembered. All tensors have
 * the parameter's shape and dtype; numbers are converted to it.
 */
public final class OptimizerSteps {
    private static final InPlaceFormula[] DESCENT = {descent(false), descent(true)};
    private static final InPlaceFormula[] MOMENTUM = new InPlaceFormula[4];
    private static final InPlaceFormula[] FIRST_MOMENTUM = new InPlaceFormula[4];
    private static final InPlaceFormula[] ADAM = new InPlaceFormula[8];
    private static final InPlaceFormula[] RMS_PROP = new InPlaceFormula[8];
    private static final InPlaceFormula[] ADAGRAD = {adagrad(false), adagrad(true)};

    static {
        for (int i = 0; i < MOMENTUM.length; i++) {
            MOMENTUM[i] = momentum((i & 1) != 0, (i & 2) != 0);
            FIRST_MOMENTUM[i] = firstMomentum((i & 1) != 0, (i & 2) != 0);
        }
        for (int i = 0; i < ADAM.length; i++) {
            boolean decays = (i & 1) != 0;
            ADAM[i] = adam(decays, (i & 2) != 0, (i & 4) != 0);
            RMS_PROP[i] = rmsProp(decays, (i & 2) != 0, (i & 4) != 0);
        }
    }

    private OptimizerSteps() {}

    private static int index(boolean first, boolean second, boolean third) {
        return (first ? 1 : 0) + (second ? 2 : 0) + (third ? 4 : 0);
    }

    private static Term decayed(boolean decays, Term grad, Term parameter, Term decay) {
        return decays ? grad.plus(parameter.times(decay)) : grad;
    }

    /**
     * The constants of a step of {@link #sgd}.
     *
     * @param decay share of the parameter that is added to the gradient
     * @param momentum share of the last step; 0 for none
     * @param taken share of the new gradient in the momentum
     */
    public record SgdNumbers(double lr, double decay, double momentum, double taken, boolean nesterov) {}

    /**
     * Descends against a gradient, or against the momentum of the last ones.
     *
     * @param last the momentum so far; null where there is none yet, and it begins with the gradient
     * @return the momentum now; null where there is to be none
     */
    public static @Nullable Tensor sgd(Tensor parameter, Tensor grad, @Nullable Tensor last, SgdNumbers numbers) {
        boolean hasMomentum = numbers.momentum != 0;
        InPlaceFormula[] formulas = !hasMomentum ? DESCENT : last == null ? FIRST_MOMENTUM : MOMENTUM;
        InPlaceFormula formula = formulas[index(numbers.decay != 0, hasMomentum && numbers.nesterov, false)];
        Tensor[] tensors =
                hasMomentum && last != null ? new Tensor[] {parameter, grad, last} : new Tensor[] {parameter, grad};
        Tensor[] remembered = formula.apply(tensors, numbers.lr, numbers.decay, numbers.momentum, numbers.taken);
        return hasMomentum ? remembered[0] : null;
    }

    private static InPlaceFormula descent(boolean decays) {
        return new InPlaceFormula("sub_", 2, (in, n) -> {
            Term g = decayed(decays, in[1], in[0], n[1]);
            return new Term[] {in[0].minus(g.times(n[0]))};
        });
    }

    private static InPlaceFormula momentum(boolean decays, boolean nesterov) {
        return new InPlaceFormula("sub_", 3, (in, n) -> {
            Term g = decayed(decays, in[1], in[0], n[1]);
            Term momentum = in[2].times(n[2]).plus(g.times(n[3]));
            Term step = nesterov ? g.plus(momentum.times(n[2])) : momentum;
            return new Term[] {in[0].minus(step.times(n[0])), momentum};
        });
    }

    /** The momentum begins with the first gradient, not with zero; times one where it would be that very tensor. */
    private static InPlaceFormula firstMomentum(boolean decays, boolean nesterov) {
        return new InPlaceFormula("sub_", 2, (in, n) -> {
            Term momentum = decays ? decayed(true, in[1], in[0], n[1]) : in[1].times(1);
            Term step = nesterov ? momentum.plus(momentum.times(n[2])) : momentum;
            return new Term[] {in[0].minus(step.times(n[0])), momentum};
        });
    }

    /**
     * The constants of a step of {@link #adam}.
     *
     * @param decays whether there is a decay
     * @param decoupled whether it is taken off the parameter
     * @param decay share of the parameter that is added to the gradient, or, decoupled, what is left of the parameter
     * @param beta1 share of the mean so far
     * @param beta2 share of the mean of squares so far
     * @param root of what the mean of squares is to be divided by
     * @param stepSize learning rate over what the mean is to be divided by
     */
    public record AdamNumbers(
            boolean decays,
            boolean decoupled,
            double decay,
            double beta1,
            double beta2,
            double root,
            double eps,
            double stepSize) {}

    /**
     * Takes a step of Adam.
     *
     * @param mean of gradients so far
     * @param squares mean of their squares so far
     * @param greatest the greatest mean of squares so far; null where it is not asked for
     * @return mean, squares, and the greatest if it is asked for
     */
    public static Tensor[] adam(
            Tensor parameter,
            Tensor grad,
            Tensor mean,
            Tensor squares,
            @Nullable Tensor greatest,
            AdamNumbers numbers) {
        InPlaceFormula formula = ADAM[index(numbers.decays, numbers.decoupled, greatest != null)];
        Tensor[] tensors = greatest == null
                ? new Tensor[] {parameter, grad, mean, squares}
                : new Tensor[] {parameter, grad, mean, squares, greatest};
        return formula.apply(
                tensors,
                numbers.decay,
                numbers.beta1,
                1 - numbers.beta1,
                numbers.beta2,
                1 - numbers.beta2,
                numbers.root,
                numbers.eps,
                numbers.stepSize);
    }

    private static InPlaceFormula adam(boolean decays, boolean decoupled, boolean keepsGreatest) {
        return new InPlaceFormula("sub_", keepsGreatest ? 5 : 4, (in, n) -> {
            Term parameter = decays && decoupled ? in[0].times(n[0]) : in[0];
            Term g = decayed(decays && !decoupled, in[1], in[0], n[0]);
            Term mean = in[2].times(n[1]).plus(g.times(n[2]));
            Term squares = in[3].times(n[3]).plus(g.squared().times(n[4]));
            Term greatest = keepsGreatest ? in[4].with(BinaryOp.MAXIMUM, squares) : squares;
            Term denominator = greatest.of(UnaryOp.SQRT).over(n[5]).plus(n[6]);
            Term result = parameter.minus(mean.over(denominator).times(n[7]));
            return keepsGreatest ? new Term[] {result, mean, squares, greatest} : new Term[] {result, mean, squares};
        });
    }

    /**
     * The constants of a step of {@link #rmsProp}.
     *
     * @param decay share of the parameter that is added to the gradient
     * @param alpha share of what is so far
     * @param momentum share of the last step
     */
    public record RmsPropNumbers(double lr, double decay, double alpha, double eps, double momentum) {}

    /**
     * Takes a step of RMSprop.
     *
     * @param squares mean of squares of gradients so far
     * @param average mean of gradients so far; null where the variance is not centred
     * @param buffer momentum so far; null where there is none
     * @return squares, then average and buffer where they are
     */
    public static Tensor[] rmsProp(
            Tensor parameter,
            Tensor grad,
            Tensor squares,
            @Nullable Tensor average,
            @Nullable Tensor buffer,
            RmsPropNumbers numbers) {
        InPlaceFormula formula = RMS_PROP[index(numbers.decay != 0, average != null, buffer != null)];
        Tensor[] tensors = new Tensor[3 + (average == null ? 0 : 1) + (buffer == null ? 0 : 1)];
        tensors[0] = parameter;
        tensors[1] = grad;
        tensors[2] = squares;
        if (average != null) {
            tensors[3] = average;
        }
        if (buffer != null) {
            tensors[tensors.length - 1] = buffer;
        }
        return formula.apply(
                tensors, numbers.lr, numbers.decay, numbers.alpha, 1 - numbers.alpha, numbers.eps, numbers.momentum);
    }

    private static InPlaceFormula rmsProp(boolean decays, boolean centred, boolean hasMomentum) {
        int tensors = 3 + (centred ? 1 : 0) + (hasMomentum ? 1 : 0);
        return new InPlaceFormula("sub_", tensors, (in, n) -> {
            Term g = decayed(decays, in[1], in[0], n[1]);
            Term[] results = new Term[tensors - 1];
            results[1] = in[2].times(n[2]).plus(g.squared().times(n[3]));
            Term variance = results[1];
            if (centred) {
                results[2] = in[3].times(n[2]).plus(g.times(n[3]));
                variance = variance.minus(results[2].squared());
            }
            Term step = g.over(variance.of(UnaryOp.SQRT).plus(n[4]));
            if (hasMomentum) {
                step = in[tensors - 1].times(n[5]).plus(step);
                results[tensors - 2] = step;
            }
            results[0] = in[0].minus(step.times(n[0]));
            return results;
        });
    }

    /**
     * Takes a step of Adagrad.
     *
     * @param sum of squares of gradients so far
     * @return the sum now
     */
    public static Tensor adagrad(Tensor parameter, Tensor grad, Tensor sum, double lr, double decay, double eps) {
        return ADAGRAD[decay == 0 ? 0 : 1].apply(new Tensor[] {parameter, grad, sum}, lr, decay, eps)[0];
    }

    private static InPlaceFormula adagrad(boolean decays) {
        return new InPlaceFormula("sub_", 3, (in, n) -> {
            Term g = decayed(decays, in[1], in[0], n[1]);
            Term sum = in[2].plus(g.squared());
            return new Term[] {
                in[0].minus(g.over(sum.of(UnaryOp.SQRT).plus(n[2])).times(n[0])), sum
            };
        });
    }
}
