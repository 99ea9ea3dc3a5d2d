package io.github.gradlock.engine.tensor;

import io.github.gradlock.engine.op.Repeats;
import io.github.gradlock.engine.op.Turns;
import io.github.gradlock.engine.op.Views;
import org.jspecify.annotations.Nullable;

/** Repeating, mirroring, rolling and rotating, as methods of a tensor; all give copies. */
public sealed interface RepeatMethods permits Tensor {
    /** Lays the tensor out several times along each dimension. */
    default Tensor repeat(int... times) {
        return Repeats.repeat((Tensor) this, times);
    }

    /** Lays the tensor out several times along the last dimensions. */
    default Tensor tile(int... times) {
        return Repeats.tile((Tensor) this, times);
    }

    /** Repeats each element of a dimension; null for all elements as a vector. */
    default Tensor repeatInterleave(int times, @Nullable Integer dim) {
        return Repeats.repeatInterleave((Tensor) this, times, dim);
    }

    /** Repeats each element, all of them as a vector. */
    default Tensor repeatInterleave(int times) {
        return Repeats.repeatInterleave((Tensor) this, times, null);
    }

    /** Repeats each element of a dimension as often as a vector says; null for all elements as a vector. */
    default Tensor repeatInterleave(Tensor times, @Nullable Integer dim) {
        return Repeats.repeatInterleave((Tensor) this, times, dim);
    }

    /** Reverses dimensions. */
    default Tensor flip(int... dims) {
        return Views.flip((Tensor) this, dims);
    }

    /** Reverses the second dimension. */
    default Tensor fliplr() {
        return Turns.fliplr((Tensor) this);
    }

    /** Reverses the first dimension. */
    default Tensor flipud() {
        return Turns.flipud((Tensor) this);
    }

    /** Moves elements along dimensions, from the end to the front again. */
    default Tensor roll(int[] shifts, int... dims) {
        return Turns.roll((Tensor) this, shifts, dims);
    }

    /** Moves elements along a dimension, from the end to the front again. */
    default Tensor roll(int shift, int dim) {
        return Turns.roll((Tensor) this, new int[] {shift}, dim);
    }

    /** Rotates by quarter turns in the plane of two dimensions. */
    default Tensor rot90(int times, int dim0, int dim1) {
        return Turns.rot90((Tensor) this, times, dim0, dim1);
    }
}
