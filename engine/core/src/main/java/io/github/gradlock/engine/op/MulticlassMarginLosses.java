package io.github.gradlock.engine.op;

import io.github.gradlock.engine.op.Losses.ClassOptions;
import io.github.gradlock.engine.op.Losses.Reduction;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Margins between classes, of which one or several are right; formulas are those of PyTorch's functions of the same names. */
public final class MulticlassMarginLosses {
    private MulticlassMarginLosses() {}

    /**
     * Takes {@code max(0, margin - x[y] + x[j])^p} over the classes j other than the target y, their sum divided by the number of
     * classes.
     *
     * @param input {@code [n, c]}, or {@code [c]}; zero-dimensional is one class
     * @param target int64, {@code [n]}; for one input {@code [1]} or zero-dimensional, as the result then is without reduction
     * @param p 1 or 2
     * @param weight of each class, {@code [c]}: that of the target counts
     */
    public static Tensor multiMarginLoss(
            Tensor input, Tensor target, int p, double margin, @Nullable Tensor weight, Reduction reduction) {
        if (p != 1 && p != 2) {
            throw new IllegalArgumentException("only p of 1 and 2 is supported in multi_margin_loss, got " + p);
        }
        checkRank("multi_margin_loss", input);
        if (input.rank() < 2 && input.rank() <= target.rank()) {
            return multiMarginLoss(Views.unsqueeze(input, 0), target, p, margin, weight, reduction);
        }
        ClassTargets targets = ClassTargets.of(
                "multi_margin_loss", input, target, ClassOptions.DEFAULT.withIgnoreIndex(Long.MIN_VALUE));
        ClassTargets.checkWeight("multi_margin_loss", weight, input.size(-1));
        Tensor index = Views.unsqueeze(targets.classes(), -1);
        Tensor gap = Arithmetic.sub(input, Indexing.gather(input, -1, index));
        Tensor over = over(
                Arithmetic.add(gap, margin),
                Comparisons.ne(index, Beside.of(input).arange(input.size(-1))));
        Tensor powers = p == 1 ? over : Arithmetic.mul(over, over);
        Tensor weighed = weight == null
                ? powers
                : Arithmetic.mul(powers, Views.unsqueeze(ClassTargets.weights(weight, targets.classes()), -1));
        return Losses.reduce(mean(weighed, input.size(-1), -1), reduction);
    }

    /**
     * Takes {@code max(0, 1 - (x[y] - x[i]))} over the right classes y and the other classes i, the sum divided by the number of
     * classes.
     *
     * @param input {@code [n, c]}, or {@code [c]}
     * @param target int64, of the shape of the input: the right classes, up to the first -1
     */
    public static Tensor multilabelMarginLoss(Tensor input, Tensor target, Reduction reduction) {
        checkRank("multilabel_margin_loss", input);
        if (input.rank() == 0 && target.rank() == 0) {
            return multilabelMarginLoss(Views.unsqueeze(input, 0), Views.unsqueeze(target, 0), reduction);
        }
        if (!target.shape().equals(input.shape()) || target.dtype() != DType.INT64) {
            throw new IllegalArgumentException("multilabel_margin_loss expected int64 targets of shape " + input.shape()
                    + ", got " + target.dtype() + " " + target.shape());
        }
        Tensor ends = Arithmetic.cast(Comparisons.lt(target, 0), DType.INT64);
        Tensor listed = Comparisons.eq(Scans.cumsum(ends, -1), 0);
        Tensor classes = Arithmetic.where(listed, target, Arithmetic.constant(target, 0));
        Tensor none = Arithmetic.constant(target, 0);
        Tensor counts = Scatters.scatterAdd(none, -1, classes, Arithmetic.cast(listed, DType.INT64));
        Tensor right = Views.unsqueeze(Indexing.gather(input, -1, classes), -1);
        Tensor gap = Arithmetic.rsub(1, Arithmetic.sub(right, Views.unsqueeze(input, -2)));
        Tensor counted = Comparisons.and(Views.unsqueeze(listed, -1), Views.unsqueeze(Comparisons.eq(counts, 0), -2));
        return Losses.reduce(mean(over(gap, counted), input.size(-1), -1, -2), reduction);
    }

    /** Takes the mean over classes, the last dimension, of the binary cross entropy of {@code sigmoid(input)}. */
    public static Tensor multilabelSoftMarginLoss(
            Tensor input, Tensor target, @Nullable Tensor weight, Reduction reduction) {
        Tensor losses = Losses.binaryCrossEntropyWithLogits(input, target, weight, null, Reduction.NONE);
        return Losses.reduce(Reductions.mean(losses, false, -1), reduction);
    }

    private static void checkRank(String op, Tensor input) {
        if (input.rank() > 2 || input.rank() > 0 && input.size(-1) == 0) {
            throw new IllegalArgumentException(
                    op + " expected an input [n, c] or [c] with at least one class, got " + input.shape());
        }
    }

    /** Keeps what is positive and counts; the derivative at zero is zero, and NaN counts as nothing, as in PyTorch. */
    private static Tensor over(Tensor gap, Tensor counted) {
        return Arithmetic.where(
                Comparisons.and(counted, Comparisons.gt(gap, 0)), gap, Arithmetic.constant(gap, Shape.SCALAR, 0));
    }

    private static Tensor mean(Tensor x, int classes, int... dims) {
        return Arithmetic.div(Reductions.sum(x, false, dims), classes);
    }
}
