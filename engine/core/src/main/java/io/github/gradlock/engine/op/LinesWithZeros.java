package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Parts the lines along the last axis of a tensor into those with a zero and those without.
 *
 * @param shape of the tensor
 * @param without numbers of the lines without a zero, ascending
 * @param with numbers of the other lines, ascending
 * @param places where each line is when the others are put behind those without
 */
record LinesWithZeros(Shape shape, Tensor without, Tensor with, Tensor places) {
    /** Looks for zeros in a tensor with elements. */
    static LinesWithZeros of(Tensor x) {
        boolean[] zero = Comparisons.eq(Views.detach(x), 0).toBooleanArray();
        int length = x.size(-1);
        int count = x.numel() / length;
        long[] places = new long[count];
        long[][] numbers = new long[2][count];
        int[] found = new int[2];
        for (int line = 0; line < count; line++) {
            int kind = 0;
            for (int i = 0; i < length; i++) {
                kind |= zero[line * length + i] ? 1 : 0;
            }
            places[line] = found[kind];
            numbers[kind][found[kind]++] = line;
        }
        for (int i = 0; i < found[1]; i++) {
            places[(int) numbers[1][i]] += found[0];
        }
        Beside beside = Beside.of(x);
        return new LinesWithZeros(
                x.shape(),
                beside.of(Arrays.copyOf(numbers[0], found[0])),
                beside.of(Arrays.copyOf(numbers[1], found[1])),
                beside.of(places));
    }

    /** Returns the lines of a tensor of that shape where this one has no zero. */
    Tensor without(Tensor tensor) {
        return Indexing.indexSelect(lines(tensor), 0, without);
    }

    /** Returns the other lines. */
    Tensor with(Tensor tensor) {
        return Indexing.indexSelect(lines(tensor), 0, with);
    }

    /** Puts lines back where they were. */
    Tensor joined(Tensor first, Tensor second) {
        return Views.reshape(Indexing.indexSelect(Joins.cat(List.of(first, second), 0), 0, places), shape);
    }

    private static Tensor lines(Tensor tensor) {
        int length = tensor.size(-1);
        return Views.reshape(tensor, tensor.numel() / length, length);
    }
}
