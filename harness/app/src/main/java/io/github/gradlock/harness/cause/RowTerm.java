package io.github.gradlock.harness.cause;

import java.util.List;

/**
 * Looks whether what one side has too much is the same number along a dimension: a term that is computed once for each row.
 *
 * @param deviation of all elements
 */
record RowTerm(Deviation deviation) {
    /** So many elements of a row are not off alike by chance. */
    private static final int ENOUGH = 3;

    /** Returns the dimension along which it is the same, and not the same along others; -1 if there is none. */
    int axis() {
        List<Long> shape = deviation.good().shape();
        int stride = 1;
        for (int axis = shape.size() - 1; axis >= 0; axis--) {
            int size = Math.toIntExact(shape.get(axis));
            if (size >= ENOUGH && deviation.differing().size() == deviation.count() && isSame(size, stride)) {
                return axis;
            }
            stride *= size;
        }
        return -1;
    }

    private boolean isSame(int size, int stride) {
        boolean unlike = false;
        for (int i = 0; i < deviation.count(); i++) {
            int first = i - i / stride % size * stride;
            double added = deviation.added(i);
            double room = deviation.room(i) + deviation.room(first);
            if (!deviation.isSeen(i, added) || Math.abs(added - deviation.added(first)) > room) {
                return false;
            }
            // A number that is the same everywhere is a term of no row.
            unlike |= Math.abs(added - deviation.added(0)) > 2 * (deviation.room(i) + deviation.room(0));
        }
        return unlike;
    }
}
