package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Losses of differences and of classes, composed of ops; formulas are those of PyTorch's functions of the same names.
 *
 * <p>Others are in {@link DistributionLosses}, {@link MarginLosses} and {@link CtcLoss}.
 */
public final class Losses {
    private Losses() {}

    /** How the losses of elements become one. */
    public enum Reduction {
        /** They do not. */
        NONE,
        /** Their mean. */
        MEAN,
        /** Their sum. */
        SUM,
        /** Their sum divided by the size of the first dimension; {@link DistributionLosses#klDiv} alone has it. */
        BATCHMEAN
    }

    /** How classes and targets are weighed. */
    public record ClassOptions(@Nullable Tensor weight, long ignoreIndex, double labelSmoothing, Reduction reduction) {
        /** PyTorch's defaults: no weights, target -100 is ignored, no smoothing, the mean. */
        public static final ClassOptions DEFAULT = new ClassOptions(null, -100, 0, Reduction.MEAN);

        /** Refuses a share that is none. */
        public ClassOptions {
            if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
                throw new IllegalArgumentException("label smoothing must be between 0 and 1, got " + labelSmoothing);
            }
        }

        /** Replaces the weight of each class, {@code [c]}. */
        public ClassOptions withWeight(Tensor newWeight) {
            return new ClassOptions(newWeight, ignoreIndex, labelSmoothing, reduction);
        }

        /** Replaces the target that does not count. */
        public ClassOptions withIgnoreIndex(long newIgnoreIndex) {
            return new ClassOptions(weight, newIgnoreIndex, labelSmoothing, reduction);
        }

        /** Replaces the share of the target, 0 to 1, that is spread over all classes. */
        public ClassOptions withLabelSmoothing(double newLabelSmoothing) {
            return new ClassOptions(weight, ignoreIndex, newLabelSmoothing, reduction);
        }

        /** Replaces the reduction. */
        public ClassOptions withReduction(Reduction newReduction) {
            return new ClassOptions(weight, ignoreIndex, labelSmoothing, newReduction);
        }
    }

    /** Takes the absolute difference; its derivative at zero is zero. Shapes are broadcast. */
    public static Tensor l1Loss(Tensor input, Tensor target, Reduction reduction) {
        return reduce(Arithmetic.abs(Arithmetic.sub(input, target)), reduction);
    }

    /** Takes the absolute difference times {@code weight}, which has the shape of the input; the mean is the weighted one. */
    public static Tensor l1Loss(Tensor input, Tensor target, Tensor weight, Reduction reduction) {
        checkWeight("l1_loss", input, weight);
        return weighted(l1Loss(input, target, Reduction.NONE), weight, reduction);
    }

    /** Takes the squared difference. Shapes are broadcast. */
    public static Tensor mseLoss(Tensor input, Tensor target, Reduction reduction) {
        Tensor difference = Arithmetic.sub(input, target);
        return reduce(Arithmetic.mul(difference, difference), reduction);
    }

    /** Takes the mean of {@code (input - target)^2} over all elements; shapes are broadcast. */
    public static Tensor mseLoss(Tensor input, Tensor target) {
        return mseLoss(input, target, Reduction.MEAN);
    }

    /** Takes the squared difference times {@code weight}, which has the shape of the input; the mean is the weighted one. */
    public static Tensor mseLoss(Tensor input, Tensor target, Tensor weight, Reduction reduction) {
        checkWeight("mse_loss", input, weight);
        return weighted(mseLoss(input, target, Reduction.NONE), weight, reduction);
    }

    /**
     * Takes half the squared difference over {@code beta} where the difference is smaller than beta, and its size less half of beta
     * elsewhere; with beta 0 the absolute difference. Shapes are broadcast.
     */
    public static Tensor smoothL1Loss(Tensor input, Tensor target, double beta, Reduction reduction) {
        if (!(beta >= 0)) {
            throw new IllegalArgumentException("smooth_l1_loss does not support negative values for beta, got " + beta);
        }
        return beta == 0
                ? l1Loss(input, target, reduction)
                : reduce(Arithmetic.div(linearBeyond(input, target, beta), beta), reduction);
    }

    /**
     * Takes half the squared difference where the difference is smaller than {@code delta}, and delta times its size less half of
     * delta elsewhere (Huber 1964). Shapes are broadcast.
     */
    public static Tensor huberLoss(Tensor input, Tensor target, double delta, Reduction reduction) {
        if (!(delta > 0)) {
            throw new IllegalArgumentException(
                    "huber_loss does not support non-positive values for delta, got " + delta);
        }
        return reduce(linearBeyond(input, target, delta), reduction);
    }

    /** Takes the Huber loss times {@code weight}, which has the shape of the input; the mean divides by the number of elements. */
    public static Tensor huberLoss(Tensor input, Tensor target, double delta, Tensor weight, Reduction reduction) {
        checkWeight("huber_loss", input, weight);
        return reduce(Arithmetic.mul(huberLoss(input, target, delta, Reduction.NONE), weight), reduction);
    }

    /** Takes c (d − c / 2) for the difference d and c = d limited to ±{@code bound}: no square of a large d, whose derivative overflows. */
    private static Tensor linearBeyond(Tensor input, Tensor target, double bound) {
        Tensor difference = Arithmetic.sub(input, target);
        Tensor end = Arithmetic.mul(Functions.sign(difference), bound);
        Tensor inside = Comparisons.lt(Arithmetic.abs(difference), bound);
        Tensor limited = Arithmetic.where(inside, difference, end);
        return Arithmetic.mul(limited, Arithmetic.sub(difference, Arithmetic.div(limited, 2)));
    }

    /**
     * Takes the cross entropy of probabilities: {@code -weight (target log(input) + (1 - target) log(1 - input))} with no logarithm
     * below -100; {@code weight} is broadcast.
     *
     * @throws IllegalArgumentException if shapes differ, or an element of input or target is not between 0 and 1
     */
    public static Tensor binaryCrossEntropy(Tensor input, Tensor target, @Nullable Tensor weight, Reduction reduction) {
        if (!input.shape().equals(target.shape())) {
            throw Operands.mismatch("binary_cross_entropy", input.shape(), target.shape());
        }
        Tensor loss = Dispatch.applyOne(BinaryCrossEntropyOp.INSTANCE, input, Arithmetic.cast(target, input.dtype()));
        return reduce(weight == null ? loss : Arithmetic.mul(loss, weight), reduction);
    }

    /** Takes the mean of {@code -(t log p + (1 - t) log(1 - p))}, with logarithms limited to -100 as PyTorch does it. */
    public static Tensor binaryCrossEntropy(Tensor input, Tensor target) {
        return binaryCrossEntropy(input, target, null, Reduction.MEAN);
    }

    /** Takes the mean binary cross entropy of {@code sigmoid(input)}. */
    public static Tensor binaryCrossEntropyWithLogits(Tensor input, Tensor target) {
        return binaryCrossEntropyWithLogits(input, target, Reduction.MEAN);
    }

    /** Takes the binary cross entropy of {@code sigmoid(input)}. */
    public static Tensor binaryCrossEntropyWithLogits(Tensor input, Tensor target, Reduction reduction) {
        return binaryCrossEntropyWithLogits(input, target, null, null, reduction);
    }

    /**
     * Takes the binary cross entropy of {@code sigmoid(input)}: {@code -weight (positiveWeight target log(sigmoid(input)) +
     * (1 - target) log(sigmoid(-input)))}. Both weights are broadcast.
     */
    public static Tensor binaryCrossEntropyWithLogits(
            Tensor input,
            Tensor target,
            @Nullable Tensor weight,
            @Nullable Tensor positiveWeight,
            Reduction reduction) {
        if (!input.shape().equals(target.shape())) {
            throw Operands.mismatch("binary_cross_entropy_with_logits", input.shape(), target.shape());
        }
        Tensor yes = Arithmetic.mul(target, Activations.logSigmoid(input));
        Tensor no = Arithmetic.mul(Arithmetic.rsub(1, target), Activations.logSigmoid(Arithmetic.neg(input)));
        Tensor loss =
                Arithmetic.neg(Arithmetic.add(positiveWeight == null ? yes : Arithmetic.mul(yes, positiveWeight), no));
        return reduce(weight == null ? loss : Arithmetic.mul(loss, weight), reduction);
    }

    /**
     * Takes minus the log probability of the target class; {@code logProbabilities [n, c, …]} or {@code [c]}, {@code target} int64
     * without the class dimension. The mean is weighed, and leaves out what is ignored.
     *
     * @throws IllegalArgumentException if shapes do not fit
     * @throws IndexOutOfBoundsException if a target is no class, and not the one to ignore
     */
    public static Tensor nllLoss(Tensor logProbabilities, Tensor target, ClassOptions options) {
        ClassTargets targets = ClassTargets.of("nll_loss", logProbabilities, target, options);
        return targets.reduce(targets.picked(logProbabilities), options.reduction());
    }

    /** Takes minus the log probability of the target class, on average. */
    public static Tensor nllLoss(Tensor logProbabilities, Tensor target) {
        return nllLoss(logProbabilities, target, ClassOptions.DEFAULT);
    }

    /**
     * Takes the cross entropy of {@code softmax(input)}, {@code [n, c, …]} or {@code [c]}, with target classes (int64, without the
     * class dimension) or target probabilities (floating, of the shape of the input).
     *
     * @throws IllegalArgumentException if shapes do not fit
     * @throws IndexOutOfBoundsException if a target is no class, and not the one to ignore
     */
    public static Tensor crossEntropy(Tensor input, Tensor target, ClassOptions options) {
        int classDim = input.rank() == 1 ? 0 : 1;
        if (target.dtype().isFloating()) {
            return ofProbabilities(input, target, classDim, options);
        }
        ClassTargets targets = ClassTargets.of("cross_entropy", input, target, options);
        Tensor logs = Activations.logSoftmax(input, classDim);
        Tensor loss = targets.reduce(targets.picked(logs), options.reduction());
        double smoothing = options.labelSmoothing();
        if (smoothing == 0) {
            return loss;
        }
        Tensor spread = targets.reduce(targets.spread(logs), options.reduction());
        return Arithmetic.add(
                Arithmetic.mul(loss, 1 - smoothing), Arithmetic.mul(spread, smoothing / input.size(classDim)));
    }

    /** Takes the mean cross entropy of {@code softmax(input)} with target classes or probabilities. */
    public static Tensor crossEntropy(Tensor input, Tensor target) {
        return crossEntropy(input, target, ClassOptions.DEFAULT);
    }

    private static Tensor ofProbabilities(Tensor input, Tensor target, int classDim, ClassOptions options) {
        if (!input.shape().equals(target.shape())) {
            throw new IllegalArgumentException("shape mismatch in cross_entropy: input " + input.shape() + ", target "
                    + target.shape() + "; a " + target.dtype() + " target means class probabilities, of the shape of"
                    + " the input; class indices must be int64: target.toLong()");
        }
        if (options.ignoreIndex() >= 0) {
            throw new IllegalArgumentException("ignore_index is not supported for floating point target");
        }
        Tensor logs = Activations.logSoftmax(input, classDim);
        double smoothing = options.labelSmoothing();
        Tensor smooth = smoothing == 0
                ? target
                : Arithmetic.add(Arithmetic.mul(target, 1 - smoothing), smoothing / logs.size(classDim));
        Tensor products = Arithmetic.mul(logs, smooth);
        Tensor weight = options.weight();
        ClassTargets.checkWeight("cross_entropy", weight, logs.size(classDim));
        Tensor weighed =
                weight == null ? products : Arithmetic.mul(products, Views.along(weight, logs.rank(), classDim));
        return reduce(Arithmetic.neg(Reductions.sum(weighed, false, classDim)), options.reduction());
    }

    static Tensor reduce(Tensor losses, Reduction reduction) {
        return switch (reduction) {
            case NONE -> losses;
            case SUM -> Reductions.sum(losses);
            case MEAN -> Reductions.mean(losses);
            case BATCHMEAN -> throw noBatchmean();
        };
    }

    static IllegalArgumentException noBatchmean() {
        return new IllegalArgumentException("batchmean is a reduction of kl_div alone");
    }

    private static Tensor weighted(Tensor losses, Tensor weight, Reduction reduction) {
        Tensor weighed = Arithmetic.mul(losses, weight);
        return reduction == Reduction.MEAN
                ? Arithmetic.div(Reductions.sum(weighed), Reductions.sum(weight))
                : reduce(weighed, reduction);
    }

    private static void checkWeight(String op, Tensor input, Tensor weight) {
        if (!weight.shape().equals(input.shape())) {
            throw new IllegalArgumentException(
                    "shape mismatch in " + op + ": input " + input.shape() + ", weight " + weight.shape());
        }
    }
}
