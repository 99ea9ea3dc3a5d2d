package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;

/** Products of those elements of a line that go to one place. */
final class SegmentProducts {
    private SegmentProducts() {}

    /**
     * Multiplies for each element all others of its line with the same index, without a division: zeros may be among them.
     *
     * <p>Elements of one place are brought together, in their order. The products before and after each are then taken in steps of
     * doubled length (Hillis and Steele, Data Parallel Algorithms, 1986), which never reach beyond the place: the order of the factors
     * depends on nothing but how many there are before, and how long a line is.
     */
    static Tensor exclusive(Tensor source, int axis, Tensor index) {
        if (source.numel() == 0) {
            return source;
        }
        Tensor lines = Views.transpose(source, axis, -1);
        Tensor targets = Views.transpose(index, axis, -1);
        Tensor order = Sorting.argsort(targets, -1, false);
        Tensor sorted = Indexing.gather(targets, -1, order);
        Tensor factors = Indexing.gather(lines, -1, order);
        Tensor after = Views.flip(before(Views.flip(factors, -1), Views.flip(sorted, -1)), -1);
        Tensor others = Arithmetic.mul(before(factors, sorted), after);
        Tensor back = Scatters.scatter(Arithmetic.constant(order, 0), -1, order, positions(order));
        return Views.transpose(Indexing.gather(others, -1, back), axis, -1);
    }

    private static Tensor positions(Tensor order) {
        return Views.expand(Beside.of(order).arange(order.size(-1)), order.shape());
    }

    /** Multiplies what comes before each element in its run of equal targets. */
    private static Tensor before(Tensor factors, Tensor targets) {
        Tensor ranks = Sorting.runPositions(targets, -1);
        Tensor one = Arithmetic.constant(factors, Shape.SCALAR, 1);
        Tensor products = Arithmetic.where(Comparisons.ge(ranks, 1), shifted(factors, 1), one);
        for (int step = 1; step < factors.size(-1); step *= 2) {
            Tensor further = Arithmetic.where(Comparisons.ge(ranks, step), shifted(products, step), one);
            products = Arithmetic.mul(further, products);
        }
        return products;
    }

    private static Tensor shifted(Tensor x, int step) {
        return Views.pad(x, new int[] {step, -step}, 1);
    }
}
