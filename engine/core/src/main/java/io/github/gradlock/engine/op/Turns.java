package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** Elements moved around within a tensor: mirrored, rolled, rotated. The results are copies, as in PyTorch. */
public final class Turns {
    private Turns() {}

    /** Reverses the second dimension, left and right; a copy. Wants 2 dimensions or more. */
    public static Tensor fliplr(Tensor x) {
        if (x.rank() < 2) {
            throw new IllegalArgumentException("fliplr expected at least two dimensions, got " + x.shape());
        }
        return Views.flip(x, 1);
    }

    /** Reverses the first dimension, up and down; a copy. Wants 1 dimension or more. */
    public static Tensor flipud(Tensor x) {
        if (x.rank() < 1) {
            throw new IllegalArgumentException("flipud expected at least one dimension, got " + x.shape());
        }
        return Views.flip(x, 0);
    }

    /**
     * Moves the elements of {@code dims[i]} by {@code shifts[i]} places; what goes beyond the end comes in again at the front. Without
     * dimensions, one shift moves all elements in row-major order.
     */
    public static Tensor roll(Tensor x, int[] shifts, int... dims) {
        if (dims.length == 0 && shifts.length == 1) {
            return Views.reshape(rolled(Views.reshape(x, x.numel()), shifts[0], 0), x.shape());
        }
        if (dims.length != shifts.length || shifts.length == 0) {
            throw new IllegalArgumentException(
                    "roll: shifts " + Arrays.toString(shifts) + " and dims " + Arrays.toString(dims) + " must align");
        }
        Tensor result = x;
        for (int i = 0; i < dims.length; i++) {
            int axis = x.shape().axis(dims[i]);
            result = x.rank() == 0 ? Views.copy(x) : rolled(result, shifts[i], axis);
        }
        return result;
    }

    private static Tensor rolled(Tensor x, int shift, int axis) {
        int size = x.size(axis);
        int behind = size == 0 ? 0 : Math.floorMod(shift, size);
        if (behind == 0) {
            return Views.copy(x);
        }
        List<Tensor> parts = Splits.splitWithSizes(x, new int[] {size - behind, behind}, axis);
        return Joins.cat(List.of(parts.get(1), parts.get(0)), axis);
    }

    /** Rotates by {@code times} quarter turns in the plane of two dimensions, from the first towards the second. */
    public static Tensor rot90(Tensor x, int times, int... dims) {
        if (dims.length != 2
                || x.rank() < 2
                || x.shape().axis(dims[0]) == x.shape().axis(dims[1])) {
            throw new IllegalArgumentException(
                    "rot90 expected two different dimensions of shape " + x.shape() + ", got " + Arrays.toString(dims));
        }
        return switch (Math.floorMod(times, 4)) {
            case 1 -> Views.transpose(Views.flip(x, dims[1]), dims[0], dims[1]);
            case 2 -> Views.flip(x, dims);
            case 3 -> Views.transpose(Views.flip(x, dims[0]), dims[0], dims[1]);
            default -> Views.copy(x);
        };
    }
}
