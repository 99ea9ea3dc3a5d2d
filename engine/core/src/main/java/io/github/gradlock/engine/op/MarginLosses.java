package io.github.gradlock.engine.op;

import io.github.gradlock.engine.op.Losses.Reduction;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Losses that ask one number to be greater than another by a margin; formulas are those of PyTorch's functions of the same names.
 * Those of several classes are in {@link MulticlassMarginLosses}.
 */
public final class MarginLosses {
    private static final double COSINE_EPS = 1e-12;

    private MarginLosses() {}

    /** Takes the input where the target is 1, and {@code max(0, margin - input)} where it is -1. */
    public static Tensor hingeEmbeddingLoss(Tensor input, Tensor target, double margin, Reduction reduction) {
        Tensor zero = Arithmetic.constant(input, 0);
        Tensor below = Arithmetic.clampMin(Arithmetic.rsub(margin, input), 0);
        Tensor losses = Arithmetic.add(
                Arithmetic.where(Comparisons.ne(target, 1), below, zero),
                Arithmetic.where(Comparisons.ne(target, -1), input, zero));
        return Losses.reduce(losses, reduction);
    }

    /**
     * Takes {@code max(0, margin - target (input1 - input2))}: with target 1 the first is to be the greater, with -1 the second.
     *
     * @throws IllegalArgumentException if the three have different numbers of dimensions
     */
    public static Tensor marginRankingLoss(
            Tensor input1, Tensor input2, Tensor target, double margin, Reduction reduction) {
        if (input1.rank() != input2.rank() || input1.rank() != target.rank()) {
            throw new IllegalArgumentException("margin_ranking_loss expected tensors of one number of dimensions, got "
                    + input1.shape() + ", " + input2.shape() + " and " + target.shape());
        }
        Tensor difference = Arithmetic.mul(Arithmetic.neg(target), Arithmetic.sub(input1, input2));
        return Losses.reduce(Arithmetic.clampMin(Arithmetic.add(difference, margin), 0), reduction);
    }

    /** Takes {@code log(1 + exp(-target input))}, in a form that does not overflow; shapes are broadcast. */
    public static Tensor softMarginLoss(Tensor input, Tensor target, Reduction reduction) {
        return Losses.reduce(Arithmetic.neg(Activations.logSigmoid(Arithmetic.mul(input, target))), reduction);
    }

    /**
     * Takes {@code 1 - cos} where the target is 1, and {@code max(0, cos - margin)} where it is -1, of the cosine between rows of
     * {@code input1} and {@code input2}.
     *
     * @param input1 {@code [n, d]}, or {@code [d]}
     * @param input2 of the same number of dimensions
     * @param target {@code [n]}, or zero-dimensional
     */
    public static Tensor cosineEmbeddingLoss(
            Tensor input1, Tensor input2, Tensor target, double margin, Reduction reduction) {
        int dim = target.rank();
        if (dim > 1 || input1.rank() != dim + 1 || input2.rank() != dim + 1) {
            throw new IllegalArgumentException("shape mismatch in cosine_embedding_loss: inputs " + input1.shape()
                    + " and " + input2.shape() + ", target " + target.shape());
        }
        Tensor squares = Arithmetic.mul(square(input1, dim), square(input2, dim));
        Tensor product = Reductions.sum(Arithmetic.mul(input1, input2), false, dim);
        Tensor cosine = Arithmetic.div(product, Functions.sqrt(squares));
        Tensor zero = Arithmetic.constant(cosine, 0);
        Tensor far = Arithmetic.clampMin(Arithmetic.sub(cosine, margin), 0);
        Tensor losses = Arithmetic.add(
                Arithmetic.where(Comparisons.eq(target, 1), Arithmetic.rsub(1, cosine), zero),
                Arithmetic.where(Comparisons.eq(target, -1), far, zero));
        return Losses.reduce(losses, reduction);
    }

    private static Tensor square(Tensor x, int dim) {
        return Arithmetic.add(Reductions.sum(Arithmetic.mul(x, x), false, dim), COSINE_EPS);
    }

    /**
     * How a triplet loss measures.
     *
     * @param margin by how much the negative is to be farther away; above 0
     * @param p of the norm
     * @param eps added to each difference, so that no distance is zero
     * @param swap whether the positive is an anchor too, where it is nearer to the negative (Balntas et al. 2016)
     * @param reduction of the losses
     */
    public record TripletOptions(double margin, double p, double eps, boolean swap, Reduction reduction) {
        /** PyTorch's defaults: margin 1, the Euclidean norm, eps 1e-6, no swap, the mean. */
        public static final TripletOptions DEFAULT = new TripletOptions(1, 2, 1e-6, false, Reduction.MEAN);
    }

    /** Takes {@code max(0, margin + |anchor - positive| - |anchor - negative|)} by rows {@code [n, d]}, or of {@code [d]}. */
    public static Tensor tripletMarginLoss(Tensor anchor, Tensor positive, Tensor negative, TripletOptions options) {
        return tripletMarginLoss(
                "triplet_margin_loss",
                anchor,
                positive,
                negative,
                (a, b) -> Distances.pairwiseDistance(a, b, options.p(), options.eps(), false),
                options);
    }

    /**
     * Takes the triplet loss for a distance of the caller's.
     *
     * @param distance gives distances of two tensors; null for {@link Distances#pairwiseDistance(Tensor, Tensor)}
     * @param options without effect are {@code p} and {@code eps}
     */
    public static Tensor tripletMarginWithDistanceLoss(
            Tensor anchor,
            Tensor positive,
            Tensor negative,
            @Nullable BinaryOperator<Tensor> distance,
            TripletOptions options) {
        return tripletMarginLoss(
                "triplet_margin_with_distance_loss",
                anchor,
                positive,
                negative,
                distance == null ? Distances::pairwiseDistance : distance,
                options);
    }

    private static Tensor tripletMarginLoss(
            String op,
            Tensor anchor,
            Tensor positive,
            Tensor negative,
            BinaryOperator<Tensor> distance,
            TripletOptions options) {
        if (anchor.rank() != positive.rank() || anchor.rank() != negative.rank()) {
            throw new IllegalArgumentException(op + " expected tensors of one number of dimensions, got anchor "
                    + anchor.shape() + ", positive " + positive.shape() + ", negative " + negative.shape());
        }
        if (!(options.margin() > 0)) {
            throw new IllegalArgumentException(op + " expected a margin above 0, got " + options.margin());
        }
        Tensor near = distance.apply(anchor, positive);
        Tensor far = distance.apply(anchor, negative);
        if (options.swap()) {
            far = Arithmetic.minimum(far, distance.apply(positive, negative));
        }
        Tensor losses = Arithmetic.clampMin(Arithmetic.sub(Arithmetic.add(near, options.margin()), far), 0);
        return Losses.reduce(losses, options.reduction());
    }
}
