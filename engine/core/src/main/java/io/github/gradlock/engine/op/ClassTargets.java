package io.github.gradlock.engine.op;

import io.github.gradlock.engine.op.Losses.ClassOptions;
import io.github.gradlock.engine.op.Losses.Reduction;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Target classes with their weights; what is ignored has weight zero and class zero.
 *
 * @param classes int64, the shape of the input without its class dimension
 * @param valid bool, false where ignored
 * @param weights the weight of each target
 * @param dim the class dimension of the input
 * @param weight the weight of each class
 */
record ClassTargets(
        Tensor classes,
        Tensor valid,
        Tensor weights,
        int dim,
        @Nullable Tensor weight) {

    static ClassTargets of(String op, Tensor input, Tensor target, ClassOptions options) {
        int dim = input.rank() == 1 ? 0 : 1;
        if (input.rank() == 0) {
            throw new IllegalArgumentException(op + " expected an input of at least 1 dimension, got " + input.shape());
        }
        Shape expected = Axes.of(op, input.shape(), dim).dropped();
        if (!expected.equals(target.shape())) {
            throw new IllegalArgumentException("shape mismatch in " + op + ": input " + input.shape() + ", target "
                    + target.shape() + ", expected target size " + expected);
        }
        if (target.dtype() != DType.INT64) {
            throw new IllegalArgumentException(op + " expected int64 target classes, got " + target.dtype());
        }
        checkWeight(op, options.weight(), input.size(dim));
        checkRange(op, target, input.size(dim), options.ignoreIndex());
        Tensor valid = Comparisons.ne(target, options.ignoreIndex());
        Tensor classes = Arithmetic.where(valid, target, Arithmetic.constant(target, 0));
        Tensor ones = Arithmetic.constant(input, Shape.SCALAR, 1);
        Tensor weights = options.weight() == null ? ones : weights(options.weight(), classes);
        Tensor none = Arithmetic.constant(input, Shape.SCALAR, 0);
        return new ClassTargets(classes, valid, Arithmetic.where(valid, weights, none), dim, options.weight());
    }

    static void checkWeight(String op, @Nullable Tensor weight, int classes) {
        if (weight != null && !weight.shape().equals(Shape.of(classes))) {
            throw new IllegalArgumentException("shape mismatch in " + op + ": weight " + weight.shape()
                    + ", expected one for each of " + classes + " classes");
        }
    }

    private static void checkRange(String op, Tensor target, int classes, long ignored) {
        for (long each : Views.detach(target).toLongArray()) {
            if (each != ignored && (each < 0 || each >= classes)) {
                throw new IndexOutOfBoundsException(
                        "target " + each + " is out of bounds in " + op + " for " + classes + " classes");
            }
        }
    }

    /** Looks up the weight of each class. */
    static Tensor weights(Tensor weight, Tensor classes) {
        return Views.reshape(Indexing.indexSelect(weight, 0, Views.reshape(classes, classes.numel())), classes.shape());
    }

    /** Returns minus the logarithm at each target, weighed. */
    Tensor picked(Tensor logs) {
        Tensor found = Views.squeeze(Indexing.gather(logs, dim, Views.unsqueeze(classes, dim)), dim);
        return weighed(Arithmetic.neg(found));
    }

    /** Returns minus the sum of all logarithms, each with the weight of its class. */
    Tensor spread(Tensor logs) {
        Tensor each = weight == null ? logs : Arithmetic.mul(logs, Views.along(weight, logs.rank(), dim));
        Tensor losses = Arithmetic.neg(Reductions.sum(each, false, dim));
        return Arithmetic.maskedFill(losses, Comparisons.not(valid), 0);
    }

    /** Masks before it multiplies: an infinite loss that is ignored must not become NaN. */
    private Tensor weighed(Tensor losses) {
        return Arithmetic.mul(Arithmetic.maskedFill(losses, Comparisons.not(valid), 0), weights);
    }

    /** Takes the mean over the weights of the targets instead of their number. */
    Tensor reduce(Tensor losses, Reduction reduction) {
        return reduction == Reduction.MEAN
                ? Arithmetic.div(Reductions.sum(losses), Reductions.sum(weights))
                : Losses.reduce(losses, reduction);
    }
}
