package io.github.gradlock.engine.op;

import io.github.gradlock.engine.op.Losses.Reduction;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Connectionist temporal classification (Graves et al. 2006): minus the log probability of all alignments of a target with a longer
 * input. It is the forward recursion over logarithms, in ops, so that it can be differentiated as often as wanted.
 */
public final class CtcLoss {
    private static final double NONE = Double.NEGATIVE_INFINITY;

    private final Tensor logProbabilities;
    private final CtcTargets targets;

    /** Hides what stands behind the end of a sequence: no derivative of any order may see it, whatever the batch was padded with. */
    private CtcLoss(Tensor logProbabilities, CtcTargets targets) {
        Tensor zero = Arithmetic.constant(logProbabilities, Shape.SCALAR, 0);
        this.logProbabilities = Arithmetic.where(targets.within(logProbabilities.size(0)), logProbabilities, zero);
        this.targets = targets;
    }

    /**
     * How the loss is taken.
     *
     * @param blank the class that stands for no label
     * @param reduction of the losses; the mean divides each by the length of its target first, or by 1 if that is 0
     * @param zeroInfinity whether an infinite loss, of an input too short for its target, counts as 0 and has no gradient
     */
    public record Options(int blank, Reduction reduction, boolean zeroInfinity) {
        /** PyTorch's defaults: class 0 is the blank, the mean, infinities stay. */
        public static final Options DEFAULT = new Options(0, Reduction.MEAN, false);
    }

    /**
     * Takes the loss of {@code logProbabilities}, logarithms of probabilities that add up to 1 over the classes.
     *
     * <p>The gradient relies on that sum, as PyTorch's does: an element's gradient has its probability added, which does not change
     * what arrives before the softmax.
     *
     * @param logProbabilities {@code [time, batch, classes]}, or {@code [time, classes]} for one sequence
     * @param targets int64 without blanks: {@code [batch, longest]}, the rest of a row is not looked at; or all targets one after
     *     the other, one-dimensional
     * @param inputLengths one for each sequence
     * @param targetLengths one for each sequence
     * @throws IllegalArgumentException if shapes or lengths do not fit
     * @throws IndexOutOfBoundsException if a target is no class
     */
    public static Tensor ctcLoss(
            Tensor logProbabilities, Tensor targets, long[] inputLengths, long[] targetLengths, Options options) {
        if (!logProbabilities.dtype().isFloating() || logProbabilities.rank() < 2 || logProbabilities.rank() > 3) {
            throw new IllegalArgumentException(
                    "ctc_loss expected floating log probabilities [time, batch, classes], got "
                            + logProbabilities.dtype() + " " + logProbabilities.shape());
        }
        boolean single = logProbabilities.rank() == 2;
        Tensor logs = single ? Views.unsqueeze(logProbabilities, 1) : logProbabilities;
        CtcTargets checked = CtcTargets.of(logs, targets, inputLengths, targetLengths, options.blank());
        Tensor losses = new CtcLoss(logs, checked).losses(options.zeroInfinity());
        if (options.zeroInfinity()) {
            losses = Arithmetic.maskedFill(losses, Comparisons.eq(losses, Double.POSITIVE_INFINITY), 0);
        }
        if (options.reduction() == Reduction.MEAN) {
            losses = Arithmetic.div(losses, Arithmetic.cast(checked.divisors(), losses.dtype()));
        }
        return Losses.reduce(
                single && options.reduction() == Reduction.NONE ? Views.reshape(losses, Shape.SCALAR) : losses,
                options.reduction());
    }

    /** Takes the loss with lengths that are int64 tensors {@code [batch]}, or zero-dimensional. */
    public static Tensor ctcLoss(
            Tensor logProbabilities, Tensor targets, Tensor inputLengths, Tensor targetLengths, Options options) {
        return ctcLoss(logProbabilities, targets, inputLengths.toLongArray(), targetLengths.toLongArray(), options);
    }

    /**
     * Runs the recursion: α of a position of the extended target (blanks around every label) is the logarithm of the probability of
     * all alignments so far that end there.
     */
    private Tensor losses(boolean zeroInfinity) {
        Tensor emissions = emissions();
        Tensor alpha = targets.start(logProbabilities.dtype());
        Tensor none = Arithmetic.constant(alpha, Shape.SCALAR, NONE);
        for (int time = 0; time < logProbabilities.size(0); time++) {
            int width = alpha.size(1);
            Tensor padded = Views.pad(alpha, new int[] {2, 0}, NONE);
            Tensor skipped = Arithmetic.where(targets.skippable(), Views.narrow(padded, 1, 0, width), none);
            Tensor next = Arithmetic.add(
                    logSumExp(Joins.stack(List.of(alpha, Views.narrow(padded, 1, 1, width), skipped), -1)),
                    Views.select(emissions, 0, time));
            alpha = Arithmetic.where(targets.running(time), next, alpha);
        }
        Tensor ends = Arithmetic.where(targets.hasLabel(), Indexing.gather(alpha, 1, targets.ends()), none);
        Tensor logs = logSumExp(ends);
        return Arithmetic.sub(normalisation(zeroInfinity ? Comparisons.ne(logs, NONE) : null), logs);
    }

    /** Picks the logarithm of each position's label: {@code [time, batch, 2 longest + 1]}. */
    private Tensor emissions() {
        Tensor labels = targets.labels();
        int[] sizes = {logProbabilities.size(0), labels.size(0), labels.size(1)};
        return Indexing.gather(logProbabilities, 2, Views.expand(Views.unsqueeze(labels, 0), sizes));
    }

    /**
     * Returns zeros with the derivative of the sum of the probabilities of each sequence; see {@link ZeroLikeExpOp}.
     *
     * @param kept sequences whose loss is not replaced by 0; the others are hidden, since 0 times an infinite probability is NaN
     */
    private Tensor normalisation(@Nullable Tensor kept) {
        Tensor zero = Arithmetic.constant(logProbabilities, Shape.SCALAR, 0);
        Tensor seen = kept == null
                ? logProbabilities
                : Arithmetic.where(Views.unsqueeze(Views.unsqueeze(kept, 0), 2), logProbabilities, zero);
        return Reductions.sum(Dispatch.applyOne(new ZeroLikeExpOp(), seen), false, 0, 2);
    }

    /** Adds probabilities along the last dimension; where all are zero the derivative is zero, not NaN. */
    private static Tensor logSumExp(Tensor logs) {
        Tensor greatest = Reductions.amax(Views.detach(logs), true, -1);
        Tensor possible = Comparisons.ne(greatest, NONE);
        Tensor shift = Arithmetic.maskedFill(greatest, Comparisons.not(possible), 0);
        Tensor sum = Reductions.sum(Functions.exp(Arithmetic.sub(logs, shift)), true, -1);
        Tensor safe = Arithmetic.maskedFill(sum, Comparisons.not(possible), 1);
        Tensor total = Arithmetic.add(Functions.log(safe), shift);
        return Views.squeeze(Arithmetic.maskedFill(total, Comparisons.not(possible), NONE), -1);
    }
}
