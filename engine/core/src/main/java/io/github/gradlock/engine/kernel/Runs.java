package io.github.gradlock.engine.kernel;

import io.github.gradlock.engine.tensor.Layout;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;

/**
 * The runs of a reduction of trailing axes.
 *
 * @param starts the first elements of the runs of each operand, and then the numbers beside them, results for instance
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
        return of(out.rank(), operands, new Tensor[] {out});
    }

    /**
     * Reads the runs of several operands.
     *
     * @param kept how many axes are before those of the run
     * @param elements operands that have an element for each of a run
     * @param numbers operands that have one for a whole run, and so only the axes before
     * @throws IllegalArgumentException if the axes before those of the run differ
     */
    public static Runs of(int kept, Tensor[] elements, Tensor... numbers) {
        Tensor[] all = Arrays.copyOf(elements, elements.length + numbers.length);
        System.arraycopy(numbers, 0, all, elements.length, numbers.length);
        for (int i = 0; i < all.length; i++) {
            int rank = i < elements.length ? elements[0].rank() : kept;
            if (all[i].rank() != rank || rank < kept) {
                throw mismatch(all[i], elements[0]);
            }
            for (int axis = 0; axis < kept; axis++) {
                if (all[i].size(axis) != elements[0].size(axis)) {
                    throw mismatch(all[i], elements[0]);
                }
            }
        }
        return new Runs(Nest.ofFirst(kept, all), Nest.ofRest(kept, elements));
    }

    private static IllegalArgumentException mismatch(Tensor x, Tensor other) {
        return new IllegalArgumentException("shape mismatch in reduce: " + x.shape() + " beside " + other.shape());
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
