package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The product of two tensors of one rank, broadcast and summed over axes, as one batched matrix product. */
final class PairProduct {
    private final List<Integer> batch = new ArrayList<>();
    private final List<Integer> rows = new ArrayList<>();
    private final List<Integer> columns = new ArrayList<>();
    private final List<Integer> summed = new ArrayList<>();
    private Tensor left;
    private Tensor right;

    private PairProduct(Tensor left, Tensor right) {
        this.left = left;
        this.right = right;
    }

    /** Multiplies and sums; the axes that are summed keep size 1. */
    static Tensor of(Tensor left, Tensor right, List<Integer> sum) {
        PairProduct pair = new PairProduct(left, right);
        for (int axis = 0; axis < left.rank(); axis++) {
            pair.sort(axis, sum.contains(axis));
        }
        return pair.summed.isEmpty() ? Arithmetic.mul(pair.left, pair.right) : pair.multiply();
    }

    /** Decides what an axis is; one that only one of the two has is summed there at once. */
    private void sort(int axis, boolean sum) {
        boolean inLeft = left.size(axis) != 1;
        boolean inRight = right.size(axis) != 1;
        if (inLeft && inRight) {
            (sum ? summed : batch).add(axis);
        } else if (sum) {
            left = inLeft ? Reductions.sum(left, true, axis) : left;
            right = inRight ? Reductions.sum(right, true, axis) : right;
            columns.add(axis);
        } else {
            (inLeft ? rows : columns).add(axis);
        }
    }

    private Tensor multiply() {
        int[] b = Axes.ints(batch);
        int[] m = Axes.ints(rows);
        int[] k = Axes.ints(summed);
        int[] n = Axes.ints(columns);
        int batches = Contractions.product(Contractions.sizes(left, b));
        int inner = Contractions.product(Contractions.sizes(left, k));
        Tensor first = Views.reshape(
                Views.permute(left, Contractions.joined(b, m, k, n)),
                batches,
                Contractions.product(Contractions.sizes(left, m)),
                inner);
        Tensor second = Views.reshape(
                Views.permute(right, Contractions.joined(b, k, n, m)),
                batches,
                inner,
                Contractions.product(Contractions.sizes(right, n)));
        int[] ones = new int[k.length];
        Arrays.fill(ones, 1);
        int[] order = Contractions.joined(b, m, n, k);
        Shape shape = Shape.of(Contractions.joined(
                Contractions.sizes(left, b), Contractions.sizes(left, m), Contractions.sizes(right, n), ones));
        return Views.permute(Views.reshape(MatrixProducts.bmm(first, second), shape), inverse(order));
    }

    private static int[] inverse(int... order) {
        int[] inverse = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            inverse[order[i]] = i;
        }
        return inverse;
    }
}
