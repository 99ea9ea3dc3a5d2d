package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Which indices each bag has, the padding left out. */
final class BagPlan {
    private final long[] indices;
    private final long[] kept;
    private final long[] bagOfKept;
    /** Where each bag begins among what is kept, and where the last one ends. */
    private final int[] begin;

    private final Beside beside;

    private BagPlan(Tensor index, long[] indices, long[] bounds, long padding) {
        this.beside = Beside.of(index);
        this.indices = indices;
        int bags = bounds.length - 1;
        begin = new int[bags + 1];
        long[] positions = new long[indices.length];
        long[] bagOf = new long[indices.length];
        int used = 0;
        for (int bag = 0; bag < bags; bag++) {
            for (int i = (int) bounds[bag]; i < bounds[bag + 1]; i++) {
                if (indices[i] != padding) {
                    positions[used] = i;
                    bagOf[used++] = bag;
                }
            }
            begin[bag + 1] = used;
        }
        kept = Arrays.copyOf(positions, used);
        bagOfKept = Arrays.copyOf(bagOf, used);
    }

    static BagPlan of(Tensor index, @Nullable Tensor offsets, boolean includeLastOffset, long padding) {
        long[] indices = index.toLongArray();
        if (index.rank() == 2 && offsets == null) {
            long[] bounds = new long[index.size(0) + 1];
            Arrays.setAll(bounds, bag -> (long) bag * index.size(1));
            return new BagPlan(index, indices, bounds, padding);
        }
        if (index.rank() != 1 || offsets == null || offsets.rank() != 1 || offsets.dtype() != DType.INT64) {
            throw new IllegalArgumentException(
                    "embedding_bag expected an index of 2 dimensions without offsets, or an index"
                            + " of 1 dimension with int64 offsets of 1 dimension, got " + index.shape() + " and "
                            + (offsets == null ? "none" : offsets.dtype() + " " + offsets.shape()));
        }
        long[] bounds = offsets.toLongArray();
        if (!includeLastOffset) {
            bounds = Arrays.copyOf(bounds, bounds.length + 1);
            bounds[bounds.length - 1] = indices.length;
        }
        check(bounds, indices.length);
        return new BagPlan(index, indices, bounds, padding);
    }

    private static void check(long[] bounds, int length) {
        if (bounds.length == 0) {
            throw new IllegalArgumentException("embedding_bag: include_last_offset wants at least one offset");
        }
        for (int i = 0; i < bounds.length; i++) {
            boolean begins = i > 0 || bounds[0] == 0 || bounds.length == 1;
            if (!begins || bounds[i] > length || i > 0 && bounds[i] < bounds[i - 1]) {
                throw new IllegalArgumentException(
                        "embedding_bag expected offsets that begin with 0, do not descend and do" + " not exceed the "
                                + length + " indices, got " + Arrays.toString(bounds));
            }
        }
    }

    int bags() {
        return begin.length - 1;
    }

    /** Returns the places in the index that are in a bag, int64. */
    Tensor kept() {
        return beside.of(kept);
    }

    /** Returns the bag of each place that is kept, int64. */
    Tensor bagOfKept() {
        return beside.of(bagOfKept);
    }

    /** Returns the number of rows in each bag, 1 for an empty one, as float64 {@code [bags, 1]}. */
    Tensor lengths() {
        double[] lengths = new double[bags()];
        Arrays.setAll(lengths, bag -> Math.max(1, begin[bag + 1] - begin[bag]));
        return beside.of(lengths, bags(), 1);
    }

    int longest() {
        int longest = 0;
        for (int bag = 0; bag < bags(); bag++) {
            longest = Math.max(longest, begin[bag + 1] - begin[bag]);
        }
        return longest;
    }

    /** Returns which bags are not empty. */
    Tensor filled() {
        boolean[] filled = new boolean[bags()];
        for (int bag = 0; bag < bags(); bag++) {
            filled[bag] = begin[bag + 1] > begin[bag];
        }
        return beside.of(filled, filled.length);
    }

    /** Returns the row at a place of each bag: its first one where the bag is shorter, and row 0 where it is empty. */
    Tensor rows(int place) {
        long[] rows = new long[bags()];
        for (int bag = 0; bag < rows.length; bag++) {
            int length = begin[bag + 1] - begin[bag];
            int at = begin[bag] + (place < length ? place : 0);
            rows[bag] = length == 0 ? 0 : indices[(int) kept[at]];
        }
        return beside.of(rows, rows.length);
    }
}
