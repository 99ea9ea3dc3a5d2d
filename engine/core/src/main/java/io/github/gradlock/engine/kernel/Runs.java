package io.github.gradlock.engine.kernel;

import io.github.gradlock.engine.tensor.Layout;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;

/**
 * The runs of a reduction of trailing axes.
 *
 * @param starts the first elements of the runs (operand 0) beside their results (operand 1)
 * @param run one run, relative to its first element
 */
public record Runs(Nest starts, Nest run) {
    /**
     * Reads the runs that reduce {@code x} to {@code out}.
     *
     * @throws IllegalArgumentException if {@code x} has not the shape of {@code out} followed by other axes
     */
    public static Runs of(Tensor x, Tensor out) {
        int kept = out.rank();
        Layout origins = x.rank() < kept ? null : origins(x, kept);
        if (origins == null || !origins.shape().equals(out.shape())) {
            throw new IllegalArgumentException("shape mismatch in reduce: " + x.shape() + " to " + out.shape());
        }
        Layout layout = x.layout();
        Layout run = new Layout(
                Shape.of(Arrays.copyOfRange(layout.shape().sizes(), kept, x.rank())),
                Arrays.copyOfRange(layout.strides(), kept, x.rank()),
                0);
        return new Runs(Nest.of(origins, out.layout()), Nest.of(run));
    }

    /** Returns the layout of what the first {@code kept} axes reach: the first elements of the rest. */
    public static Layout origins(Tensor x, int kept) {
        Layout layout = x.layout();
        return new Layout(
                Shape.of(Arrays.copyOf(layout.shape().sizes(), kept)),
                Arrays.copyOf(layout.strides(), kept),
                layout.offset());
    }
}
