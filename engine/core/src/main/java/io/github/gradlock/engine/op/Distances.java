package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Promotion;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;

/** Distances between vectors, and vectors of length one. Where a distance is zero its derivative is zero. */
public final class Distances {
    private Distances() {}

    /**
     * Takes the p-norm of {@code x1 - x2 + eps} along the last dimension, after broadcasting.
     *
     * @param eps added to each difference, so that no distance is zero
     */
    public static Tensor pairwiseDistance(Tensor x1, Tensor x2, double p, double eps, boolean keepdim) {
        return Reductions.norm(Arithmetic.add(Arithmetic.sub(x1, x2), eps), p, keepdim, -1);
    }

    /** Takes the Euclidean distance along the last dimension, with PyTorch's eps 1e-6. */
    public static Tensor pairwiseDistance(Tensor x1, Tensor x2) {
        return pairwiseDistance(x1, x2, 2, 1e-6, false);
    }

    /**
     * Takes the cosine of the angle between vectors along a dimension, after broadcasting. A vector shorter than {@code eps} is
     * divided by eps; as in PyTorch, the derivative is taken as if it were not.
     *
     * @param dim of the shape that both are broadcast to
     */
    public static Tensor cosineSimilarity(Tensor x1, Tensor x2, int dim, double eps) {
        Shape shape = Operands.broadcast("cosine_similarity", x1.shape(), x2.shape());
        if (!Promotion.resultType(x1, x2).isFloating()) {
            throw new IllegalArgumentException(
                    "cosine_similarity expected floating point tensors, got " + x1.dtype() + " and " + x2.dtype());
        }
        Tensor a = directed(Views.expand(x1, shape), dim, eps);
        Tensor b = directed(Views.expand(x2, shape), dim, eps);
        return Reductions.sum(Arithmetic.mul(a, b), false, dim);
    }

    /** Takes the cosine along dimension 1 with PyTorch's eps 1e-8. */
    public static Tensor cosineSimilarity(Tensor x1, Tensor x2) {
        return cosineSimilarity(x1, x2, 1, 1e-8);
    }

    private static Tensor directed(Tensor x, int dim, double eps) {
        return Arithmetic.div(x, StraightThrough.clampMin(Reductions.norm(x, 2, true, dim), eps));
    }

    /** Divides by the p-norm along dimensions, or by {@code eps} where the norm is smaller. */
    public static Tensor normalize(Tensor x, double p, double eps, int... dims) {
        return Arithmetic.div(x, Arithmetic.clampMin(Reductions.norm(x, p, true, dims), eps));
    }

    /** Divides by the Euclidean norm along a dimension, or by PyTorch's eps 1e-12. */
    public static Tensor normalize(Tensor x, int dim) {
        return normalize(x, 2, 1e-12, dim);
    }

    /**
     * Takes the p-norm distance of each row of {@code x1 [*, m, d]} to each one of {@code x2 [*, n, d]}: {@code [*, m, n]}. Leading
     * dimensions are broadcast. With p infinity, each coordinate that attains the maximum takes the whole derivative.
     *
     * @throws IllegalArgumentException if p is negative or the shapes do not fit
     */
    public static Tensor cdist(Tensor x1, Tensor x2, double p) {
        if (x1.rank() < 2 || x2.rank() < 2 || x1.size(-1) != x2.size(-1)) {
            throw Operands.mismatch("cdist", x1.shape(), x2.shape());
        }
        if (!x1.dtype().isFloating() || !x2.dtype().isFloating()) {
            throw Operands.mismatch("cdist", x1.dtype(), x2.dtype());
        }
        if (!(p >= 0)) {
            throw new IllegalArgumentException("cdist only supports non-negative p values, got " + p);
        }
        Tensor left = Views.unsqueeze(x1, -2);
        Tensor right = Views.unsqueeze(x2, -3);
        Operands.broadcast("cdist", left.shape(), right.shape());
        Tensor difference = Arithmetic.sub(left, right);
        return p == Double.POSITIVE_INFINITY && x1.size(-1) > 0
                ? greatest(Arithmetic.abs(difference))
                : Reductions.norm(difference, Double.isInfinite(p) ? 1 : p, false, -1);
    }

    /** Takes the greatest size along the last dimension, and adds zeros that have the derivative of every one that attains it. */
    private static Tensor greatest(Tensor sizes) {
        Tensor values = Views.detach(sizes);
        Tensor greatest = values.numel() == 0 ? Reductions.sum(values, true, -1) : Reductions.amax(values, true, -1);
        Tensor zero = Arithmetic.constant(values, Shape.SCALAR, 0);
        // An infinite size less itself would be NaN.
        Tensor hit = Comparisons.and(Comparisons.eq(values, greatest), Comparisons.isFinite(values));
        Tensor zeros = Arithmetic.where(hit, Arithmetic.sub(sizes, values), zero);
        return Arithmetic.add(Reductions.sum(zeros, false, -1), Views.squeeze(greatest, -1));
    }
}
