package io.github.gradlock.harness.cause;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks whether a deviation has the shape of a mistake that programs are known for.
 *
 * @param deviation of the side that is wrong
 */
record Mistakes(Deviation deviation) {
    /** So many elements do not follow a pattern by chance. */
    private static final int ENOUGH = 3;

    /** Returns what is wrong, for people; empty if it has no such shape. */
    Optional<String> find() {
        if (deviation.differing().isEmpty() || !deviation.isFinite()) {
            return Optional.empty();
        }
        return Optional.<String>empty()
                .or(this::sign)
                .or(this::shift)
                .or(this::missing)
                .or(this::moved)
                .or(this::atZero)
                .or(() -> new MissingFactor(deviation).find());
    }

    private Optional<String> sign() {
        boolean all = deviation.differing().stream().allMatch(i -> deviation.good(i) == -deviation.bad(i));
        return all && deviation.differing().size() >= 2
                ? Optional.of("the sides differ in the sign of their elements alone")
                : Optional.empty();
    }

    /** The elements of one side stand a place further along a dimension. */
    private Optional<String> shift() {
        List<Long> shape = deviation.good().shape();
        int stride = 1;
        for (int axis = shape.size() - 1; axis >= 0; axis--) {
            int size = Math.toIntExact(shape.get(axis));
            for (int by : new int[] {1, -1}) {
                if (size > 2 && isShifted(size, stride, by)) {
                    return Optional.of("one side is the other, shifted by one along dimension " + axis);
                }
            }
            stride *= size;
        }
        return Optional.empty();
    }

    private boolean isShifted(int size, int stride, int by) {
        Set<Double> moved = new HashSet<>();
        for (int i = 0; i < deviation.count(); i++) {
            int place = i / stride % size;
            if (place + by >= 0 && place + by < size) {
                if (deviation.good(i + by * stride) != deviation.bad(i)) {
                    return false;
                }
                if (deviation.good(i) != deviation.bad(i)) {
                    moved.add(deviation.bad(i));
                }
            }
        }
        return moved.size() >= ENOUGH;
    }

    /** Ordinary results that are zero on one side: they were not computed. */
    private Optional<String> missing() {
        boolean all = deviation.differing().stream()
                .allMatch(i -> deviation.bad(i) == 0
                        && Math.abs(deviation.good(i)) >= deviation.good().smallestNormal());
        return all && deviation.differing().size() >= 2
                ? Optional.of("%d of %d elements are left out: zero on one side"
                        .formatted(deviation.differing().size(), deviation.count()))
                : Optional.empty();
    }

    /** All wrong elements are right ones of other places. */
    private Optional<String> moved() {
        Set<Double> right = new HashSet<>();
        for (int i = 0; i < deviation.count(); i++) {
            right.add(deviation.good(i));
        }
        Set<Double> distinct = new HashSet<>();
        deviation.differing().forEach(i -> distinct.add(deviation.bad(i)));
        distinct.remove(0.0);
        return distinct.size() >= ENOUGH && right.containsAll(distinct)
                ? Optional.of("one side has the elements of the other in other places")
                : Optional.empty();
    }

    /** The sides differ where an input is zero, and nowhere else: at the kink of a function, whose derivative is a choice. */
    private Optional<String> atZero() {
        for (Values input : deviation.operation().leftInputs()) {
            if (input.isFloating() && input.count() == deviation.count()) {
                long zeros = java.util.Arrays.stream(input.numbers())
                        .filter(number -> number == 0)
                        .count();
                boolean all = deviation.differing().stream().allMatch(i -> input.numbers()[i] == 0);
                if (all && 2 * zeros <= input.count()) {
                    return Optional.of("the sides differ where an input is zero, and nowhere else");
                }
            }
        }
        return Optional.empty();
    }
}
