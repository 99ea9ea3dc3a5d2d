package io.github.gradlock.harness.cause;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Looks whether a deviation has the shape of a mistake that programs are known for.
 *
 * @param deviation of the side that is wrong
 */
record Mistakes(Deviation deviation) {
    /** So many elements do not follow a pattern by chance. */
    private static final int ENOUGH = 3;

    /** Of smaller images too few elements lie within. */
    private static final int IMAGE = 5;

    /** Operations that only hand elements on. */
    private static final Set<String> COPIES =
            Set.of("clone", "contiguous", "to", "copy", "view", "reshape", "identity", "alias", "detach", "expand");

    /** Returns what is wrong, for people; empty if it has no such shape. */
    Optional<String> find() {
        if (deviation.differing().isEmpty() || !deviation.isFinite()) {
            return Optional.empty();
        }
        return Optional.<String>empty()
                .or(this::undone)
                .or(this::sign)
                .or(this::term)
                .or(this::termOfRows)
                .or(this::shift)
                .or(this::missing)
                .or(this::moved)
                .or(this::branch)
                .or(() -> new OtherReading(deviation).find())
                .or(this::atZero)
                .or(this::border)
                .or(this::frame)
                .or(() -> new MissingFactor(deviation).find())
                .or(this::constants);
    }

    /** The operation was not executed. */
    private Optional<String> undone() {
        Operation operation = deviation.operation();
        return !COPIES.contains(OpName.of(operation.op()))
                        && operation.leftInputs().stream().anyMatch(input -> input.sameBits(deviation.bad()))
                ? Optional.of("one side has an input as it is, as if the operation was left out")
                : Optional.empty();
    }

    /** A whole number is added to all elements, or left out: an index begins at another, or a one is forgotten. */
    private Optional<String> term() {
        double term = Math.rint(deviation.added(deviation.differing().get(0)));
        boolean all = term != 0
                && deviation.differing().size() == deviation.count()
                && deviation.count() >= ENOUGH
                && deviation.differing().stream()
                        .allMatch(i ->
                                Math.abs(deviation.added(i) - term) <= deviation.room(i) && deviation.isSeen(i, term));
        return all ? Optional.of("the sides differ by %.0f in all elements".formatted(term)) : Optional.empty();
    }

    private Optional<String> termOfRows() {
        int axis = new RowTerm(deviation).axis();
        return axis < 0
                ? Optional.empty()
                : Optional.of("one side lacks a term, which is the same along dimension " + axis);
    }

    /** Each side is made of a few numbers, and each of the one side's stands for one of the other side's: a slope, a class. */
    private Optional<String> constants() {
        Map<Double, Double> meant = new HashMap<>();
        for (int i = 0; i < deviation.count(); i++) {
            Double known = meant.putIfAbsent(deviation.good(i), deviation.bad(i));
            if (known != null && known != deviation.bad(i)) {
                return Optional.empty();
            }
        }
        long changed = meant.entrySet().stream()
                .filter(one -> !one.getKey().equals(one.getValue()))
                .count();
        return changed > 1 && meant.size() * ENOUGH <= deviation.count() && meant.size() <= ENOUGH
                ? Optional.of("one side has %d other numbers in the places of those of the other".formatted(changed))
                : Optional.empty();
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
        int places = 0;
        for (int i = 0; i < deviation.count(); i++) {
            int place = i / stride % size;
            if (place + by >= 0 && place + by < size) {
                if (deviation.good(i + by * stride) != deviation.bad(i)) {
                    return false;
                }
                if (deviation.good(i) != deviation.bad(i)) {
                    moved.add(deviation.bad(i));
                    places++;
                }
            }
        }
        return moved.size() >= ENOUGH || moved.size() > 1 && places >= 2 * ENOUGH;
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

    /** Many elements are right ones times the same number, and the others are right: one branch of a function lacks a factor. */
    private Optional<String> branch() {
        int count = deviation.differing().size();
        Double factor = new MissingFactor(deviation).constantWhereDiffering();
        if (count < 2
                || count == deviation.count()
                || factor == null
                || !deviation.good().isOrdinary()
                || deviation.differing().stream().anyMatch(i -> deviation.good(i) == 0)) {
            return Optional.empty();
        }
        return Optional.of("%d of %d elements are those of the other side times a constant, all others are the same"
                .formatted(count, deviation.count()));
    }

    /** Only elements at the end of a dimension are wrong: a loop stops or begins at another place. */
    private Optional<String> border() {
        List<Long> shape = deviation.good().shape();
        int stride = 1;
        for (int axis = shape.size() - 1; axis >= 0; axis--) {
            int size = Math.toIntExact(shape.get(axis));
            int width = stride;
            int edge = deviation.count() / Math.max(1, size);
            if (size > 2 && edge >= ENOUGH && 2 * deviation.differing().size() > edge) {
                boolean first = deviation.differing().stream().allMatch(i -> i / width % size == 0);
                boolean last = deviation.differing().stream().allMatch(i -> i / width % size == size - 1);
                if (first || last) {
                    return Optional.of("the sides differ at the %s of dimension %d, and nowhere else"
                            .formatted(first ? "beginning" : "end", axis));
                }
            }
            stride *= size;
        }
        return Optional.empty();
    }

    /** Images are wrong all around, at every edge, and right within: what lies outside counts otherwise. */
    private Optional<String> frame() {
        List<Long> shape = deviation.good().shape();
        int dimensions = shape.size();
        if (dimensions < 2 || shape.get(dimensions - 1) < IMAGE || shape.get(dimensions - 2) < IMAGE) {
            return Optional.empty();
        }
        int width = Math.toIntExact(shape.get(dimensions - 1));
        int height = Math.toIntExact(shape.get(dimensions - 2));
        long edge = IntStream.range(0, deviation.count())
                .filter(i -> isEdge(i, width, height))
                .count();
        boolean all = deviation.differing().stream().allMatch(i -> isEdge(i, width, height));
        return all && 2L * deviation.differing().size() > edge
                ? Optional.of("the sides differ at the edges of the last two dimensions, and nowhere within")
                : Optional.empty();
    }

    private static boolean isEdge(int index, int width, int height) {
        int column = index % width;
        int row = index / width % height;
        return column == 0 || column == width - 1 || row == 0 || row == height - 1;
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
