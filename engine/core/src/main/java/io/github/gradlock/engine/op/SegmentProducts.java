package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;

/** Products of those elements of a line that go to one place. */
final class SegmentProducts {
    private SegmentProducts() {}

    /**
     * Multiplies for each element all others of its line with the same index, without a division: zeros may be among them.
     *
     * <p>Each place gets a row of its own, filled up with ones, in which the elements keep their order.
     *
     * @param places how many places there are along the axis
     */
    static Tensor exclusive(Tensor source, int axis, Tensor index, int places) {
        if (source.numel() == 0) {
            return source;
        }
        Tensor lines = Views.transpose(source, axis, -1);
        Tensor targets = Views.transpose(index, axis, -1);
        Tensor ranks = ranks(targets);
        int width = (int) Reductions.max(ranks).item() + 1;
        int[] sizes = lines.shape().sizes();
        sizes[sizes.length - 1] = places * width;
        Tensor cells = Arithmetic.add(Arithmetic.mul(targets, width), ranks);
        Tensor rows = Scatters.scatter(Arithmetic.constant(source, Shape.of(sizes), 1), -1, cells, lines);
        Tensor table = Views.reshape(rows, rowsOf(sizes, places, width));
        Tensor others = Views.reshape(Scans.exclusiveProducts(table), Shape.of(sizes));
        return Views.transpose(Indexing.gather(others, -1, cells), axis, -1);
    }

    private static Shape rowsOf(int[] sizes, int places, int width) {
        int[] table = Arrays.copyOf(sizes, sizes.length + 1);
        table[sizes.length - 1] = places;
        table[sizes.length] = width;
        return Shape.of(table);
    }

    /** Numbers the elements of a line that have the same index: 0, 1, 2, … */
    private static Tensor ranks(Tensor targets) {
        Tensor order = Sorting.argsort(targets, -1, false);
        Tensor sorted = Indexing.gather(targets, -1, order);
        Tensor ranks = Sorting.runPositions(sorted, -1);
        return Scatters.scatter(Arithmetic.constant(order, 0), -1, order, ranks);
    }
}
