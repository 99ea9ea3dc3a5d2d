package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Losses, composed of ops; formulas are those of PyTorch's functions of the same names. */
public final class Losses {
    private Losses() {}

    /** How the losses of elements become one. */
    public enum Reduction {
        NONE,
        MEAN,
        SUM
    }

    /** How classes and targets are weighed. */
    public record ClassOptions(@Nullable Tensor weight, long ignoreIndex, double labelSmoothing, Reduction reduction) {
        /** PyTorch's defaults: no weights, target -100 is ignored, no smoothing, the mean. */
        public static final ClassOptions DEFAULT = new ClassOptions(null, -100, 0, Reduction.MEAN);

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

    /** Takes the squared difference. */
    public static Tensor mseLoss(Tensor input, Tensor target, Reduction reduction) {
        Tensor difference = Arithmetic.sub(input, target);
        return reduce(Arithmetic.mul(difference, difference), reduction);
    }

    /** Takes the mean squared difference. */
    public static Tensor mseLoss(Tensor input, Tensor target) {
        return mseLoss(input, target, Reduction.MEAN);
    }

    /** Takes the binary cross entropy of {@code sigmoid(input)}: {@code (1 - target) input - logSigmoid(input)}. */
    public static Tensor binaryCrossEntropyWithLogits(Tensor input, Tensor target, Reduction reduction) {
        if (!input.shape().equals(target.shape())) {
            throw Operands.mismatch("binary_cross_entropy_with_logits", input.shape(), target.shape());
        }
        Tensor loss = Arithmetic.sub(Arithmetic.mul(Arithmetic.rsub(1, target), input), Activations.logSigmoid(input));
        return reduce(loss, reduction);
    }

    /**
     * Takes minus the log probability of the target class; {@code logProbabilities [n, c, …]} or {@code [c]}, {@code target} int64
     * without the class dimension. The mean is weighed, and leaves out what is ignored.
     */
    public static Tensor nllLoss(Tensor logProbabilities, Tensor target, ClassOptions options) {
        Targets targets = Targets.of("nll_loss", logProbabilities, target, options);
        return targets.reduce(targets.picked(logProbabilities), options.reduction());
    }

    /** Takes minus the log probability of the target class, on average. */
    public static Tensor nllLoss(Tensor logProbabilities, Tensor target) {
        return nllLoss(logProbabilities, target, ClassOptions.DEFAULT);
    }

    /**
     * Takes the cross entropy of {@code softmax(input)}, {@code [n, c, …]} or {@code [c]}, with target classes (int64, without the
     * class dimension) or target probabilities (floating, of the shape of the input).
     */
    public static Tensor crossEntropy(Tensor input, Tensor target, ClassOptions options) {
        int classDim = input.rank() == 1 ? 0 : 1;
        Tensor logs = Activations.logSoftmax(input, classDim);
        if (target.dtype().isFloating()) {
            return ofProbabilities(logs, target, classDim, options);
        }
        Targets targets = Targets.of("cross_entropy", input, target, options);
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

    private static Tensor ofProbabilities(Tensor logs, Tensor target, int classDim, ClassOptions options) {
        if (!logs.shape().equals(target.shape())) {
            throw Operands.mismatch("cross_entropy", logs.shape(), target.shape());
        }
        double smoothing = options.labelSmoothing();
        Tensor smooth = smoothing == 0
                ? target
                : Arithmetic.add(Arithmetic.mul(target, 1 - smoothing), smoothing / logs.size(classDim));
        Tensor products = Arithmetic.mul(logs, smooth);
        Tensor weight = options.weight();
        Tensor weighed = weight == null ? products : Arithmetic.mul(products, along(weight, logs, classDim));
        Tensor losses = Arithmetic.neg(Reductions.sum(weighed, false, classDim));
        return switch (options.reduction()) {
            case NONE -> losses;
            case SUM -> Reductions.sum(losses);
            case MEAN -> Arithmetic.div(Reductions.sum(losses), losses.numel());
        };
    }

    static Tensor reduce(Tensor losses, Reduction reduction) {
        return switch (reduction) {
            case NONE -> losses;
            case SUM -> Reductions.sum(losses);
            case MEAN -> Reductions.mean(losses);
        };
    }

    private static Tensor along(Tensor vector, Tensor like, int dim) {
        int[] sizes = new int[like.rank()];
        Arrays.fill(sizes, 1);
        sizes[dim] = like.size(dim);
        return Views.reshape(vector, sizes);
    }

    /** Target classes with their weights; what is ignored has weight zero and class zero. */
    private record Targets(
            Tensor classes,
            Tensor valid,
            Tensor weights,
            int dim,
            @Nullable Tensor weight) {
        static Targets of(String op, Tensor input, Tensor target, ClassOptions options) {
            int dim = input.rank() == 1 ? 0 : 1;
            if (input.rank() == 0 || !Axes.of(op, input.shape(), dim).dropped().equals(target.shape())) {
                throw new IllegalArgumentException(
                        "shape mismatch in " + op + ": input " + input.shape() + ", target " + target.shape());
            }
            if (target.dtype() != DType.INT64) {
                throw new IllegalArgumentException(op + " expected int64 target classes, got " + target.dtype());
            }
            Tensor valid = Comparisons.ne(target, options.ignoreIndex());
            Tensor classes = Arithmetic.where(valid, target, Arithmetic.constant(target, 0));
            Tensor weight = options.weight();
            Tensor ones = Arithmetic.constant(input, Shape.SCALAR, 1);
            Tensor weights = weight == null
                    ? ones
                    : Views.reshape(
                            Indexing.indexSelect(weight, 0, Views.reshape(classes, classes.numel())), target.shape());
            Tensor none = Arithmetic.constant(input, Shape.SCALAR, 0);
            return new Targets(classes, valid, Arithmetic.where(valid, weights, none), dim, weight);
        }

        Tensor picked(Tensor logs) {
            Tensor found = Indexing.gather(logs, dim, Views.unsqueeze(classes, dim));
            Tensor losses = Arithmetic.neg(Arithmetic.mul(Views.squeeze(found, dim), weights));
            return Arithmetic.maskedFill(losses, Comparisons.not(valid), 0);
        }

        Tensor spread(Tensor logs) {
            Tensor weighed = weight == null ? logs : Arithmetic.mul(logs, along(weight, logs, dim));
            Tensor losses = Arithmetic.neg(Reductions.sum(weighed, false, dim));
            return Arithmetic.maskedFill(losses, Comparisons.not(valid), 0);
        }

        Tensor reduce(Tensor losses, Reduction reduction) {
            return switch (reduction) {
                case NONE -> losses;
                case SUM -> Reductions.sum(losses);
                case MEAN -> Arithmetic.div(Reductions.sum(losses), Reductions.sum(weights));
            };
        }
    }
}
