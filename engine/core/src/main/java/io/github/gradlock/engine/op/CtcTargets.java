package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.Arrays;

/**
 * The targets of a CTC loss with a blank before, between and after the labels: label i is at position 2 i + 1.
 *
 * @param positions class of each position {@code [batch][2 longest + 1]}; beyond a target's end the blank
 * @param inputLengths of each sequence
 * @param targetLengths of each sequence
 * @param beside makes tensors on the device of the logarithms
 */
record CtcTargets(long[][] positions, long[] inputLengths, long[] targetLengths, Beside beside) {
    /** Checks targets and lengths against logarithms {@code [time, batch, classes]}. */
    static CtcTargets of(Tensor logs, Tensor targets, long[] inputLengths, long[] targetLengths, int blank) {
        int batch = logs.size(1);
        if (blank < 0 || blank >= logs.size(2)) {
            throw new IllegalArgumentException(
                    "blank must be in label range in ctc_loss: " + blank + " is no class of " + logs.size(2));
        }
        if (inputLengths.length != batch || targetLengths.length != batch) {
            throw new IllegalArgumentException("ctc_loss expected lengths for a batch of " + batch + ", got "
                    + inputLengths.length + " input lengths and " + targetLengths.length + " target lengths");
        }
        for (long length : inputLengths) {
            if (length < 0 || length > logs.size(0)) {
                throw new IllegalArgumentException("ctc_loss expected input lengths of at most " + logs.size(0)
                        + ", got " + Arrays.toString(inputLengths));
            }
        }
        int[] starts = starts(targets, targetLengths);
        int longest = (int) Arrays.stream(targetLengths).max().orElse(0);
        long[] values = targets.toLongArray();
        long[][] positions = new long[batch][2 * longest + 1];
        for (int i = 0; i < batch; i++) {
            Arrays.fill(positions[i], blank);
            for (int j = 0; j < targetLengths[i]; j++) {
                long label = values[starts[i] + j];
                if (label < 0 || label >= logs.size(2)) {
                    throw new IndexOutOfBoundsException(
                            "target " + label + " is out of bounds in ctc_loss for " + logs.size(2) + " classes");
                }
                positions[i][2 * j + 1] = label;
            }
        }
        return new CtcTargets(positions, inputLengths, targetLengths, Beside.of(logs));
    }

    /** Returns where each target starts, in row-major order. */
    private static int[] starts(Tensor targets, long... lengths) {
        int[] starts = new int[lengths.length];
        long sum = 0;
        boolean fits = targets.dtype() == DType.INT64 && (targets.rank() == 1 || targets.rank() == 2);
        for (int i = 0; fits && i < lengths.length; i++) {
            fits = lengths[i] >= 0 && (targets.rank() == 1 || lengths[i] <= targets.size(1));
            starts[i] = targets.rank() == 1 ? (int) sum : i * targets.size(1);
            sum += lengths[i];
        }
        if (!fits || targets.size(0) != (targets.rank() == 1 ? sum : lengths.length)) {
            throw new IllegalArgumentException(
                    "ctc_loss expected int64 targets [batch, longest], or all in one dimension, got " + targets.dtype()
                            + " " + targets.shape() + " for target lengths " + Arrays.toString(lengths));
        }
        return starts;
    }

    private int batch() {
        return positions.length;
    }

    private int width() {
        return 2 * (int) Arrays.stream(targetLengths).max().orElse(0) + 1;
    }

    /** Returns the class of each position, int64 {@code [batch, width]}. */
    Tensor labels() {
        return beside.of(Arrays.stream(positions).flatMapToLong(Arrays::stream).toArray(), batch(), width());
    }

    /** Tells where the blank before a label may be left out: between labels that differ; {@code [batch, width]}. */
    Tensor skippable() {
        boolean[] flags = new boolean[batch() * width()];
        for (int i = 0; i < flags.length; i++) {
            long[] row = positions[i / width()];
            int position = i % width();
            flags[i] = position % 2 == 1 && position > 1 && row[position] != row[position - 2];
        }
        return beside.of(flags, batch(), width());
    }

    /** Returns the logarithms before the first step: certain at the first position, which stands for no label yet. */
    Tensor start(DType dtype) {
        boolean[] first = new boolean[batch() * width()];
        for (int i = 0; i < batch(); i++) {
            first[i * width()] = true;
        }
        Tensor none = Tensors.full(Shape.of(batch(), width()), Double.NEGATIVE_INFINITY, dtype, beside.device());
        return Arithmetic.maskedFill(none, beside.of(first, batch(), width()), 0);
    }

    /** Tells which sequences are not at their end yet, {@code [batch, 1]}. */
    Tensor running(int time) {
        return Comparisons.gt(beside.of(inputLengths, batch(), 1), time);
    }

    /** Tells which steps are before the end of a sequence, {@code [time, batch, 1]}. */
    Tensor within(int times) {
        return Comparisons.gt(beside.of(inputLengths, batch(), 1), Views.reshape(beside.arange(times), times, 1, 1));
    }

    /** Returns the two last positions of each target, {@code [batch, 2]}; see {@link #hasLabel} for the second. */
    Tensor ends() {
        long[] ends = new long[2 * batch()];
        for (int i = 0; i < batch(); i++) {
            ends[2 * i] = 2 * targetLengths[i];
            ends[2 * i + 1] = Math.max(2 * targetLengths[i] - 1, 0);
        }
        return beside.of(ends, batch(), 2);
    }

    /** Tells which of the last positions there are: without a label there is only a blank; {@code [batch, 2]}. */
    Tensor hasLabel() {
        boolean[] flags = new boolean[2 * batch()];
        for (int i = 0; i < batch(); i++) {
            flags[2 * i] = true;
            flags[2 * i + 1] = targetLengths[i] > 0;
        }
        return beside.of(flags, batch(), 2);
    }

    /** Returns the length of each target, at least 1. */
    Tensor divisors() {
        return beside.of(
                Arrays.stream(targetLengths).map(length -> Math.max(length, 1)).toArray(), batch());
    }
}
