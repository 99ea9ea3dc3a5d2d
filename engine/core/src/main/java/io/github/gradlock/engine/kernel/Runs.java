package io.github.gradlock.engine.kernel;

import io.github.gradlock.engine.tensor.Layout;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;

/**
 * The runs of a reduction of trailing axes.
 *
 * @param starts the first elements of the runs of each operand, beside their results, which come last
 * @param run one run of each operand, relative to its first element
 */
public record Runs(Nest starts, Nest run) {
    /**
     * Reads the runs that reduce {@code x} to {@code out}.
     *
     * @throws IllegalArgumentException if {@code x} has not the shape of {@code out} followed by other axes
     */
    public static Runs of(Tensor x, Tensor out) {
        return of(new Tensor[] {x}, out);
    }

    /**
     * Reads the runs of several operands that are reduced to {@code out} together.
     *
     * @throws IllegalArgumentException if one of them has not the shape of {@code out} followed by other axes
     */
    public static Runs of(Tensor[] operands, Tensor out) {
        int kept = out.rank();
        Layout[] starts = new Layout[operands.length + 1];
        Layout[] runs = new Layout[operands.length];
        for (int i = 0; i < operands.length; i++) {
            Tensor x = operands[i];
            Layout origins = x.rank() < kept ? null : origins(x, kept);
            if (origins == null || !origins.shape().equals(out.shape())) {
                throw new IllegalArgumentException("shape mismatch in reduce: " + x.shape() + " to " + out.shape());
            }
            starts[i] = origins;
            runs[i] = new Layout(
                    Shape.of(Arrays.copyOfRange(x.shape().sizes(), kept, x.rank())),
                    Arrays.copyOfRange(x.layout().strides(), kept, x.rank()),
                    0);
        }
        starts[operands.length] = out.layout();
        return new Runs(Nest.of(starts), Nest.of(runs));
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
