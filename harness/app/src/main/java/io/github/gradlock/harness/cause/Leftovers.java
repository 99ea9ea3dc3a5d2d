package io.github.gradlock.harness.cause;

import io.github.gradlock.harness.cause.Evidence.Weight;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for what an earlier use left in memory: elements of another tensor in the place of results, or added to them.
 *
 * @param deviation of one side
 * @param earlier tensors that this side had before
 */
record Leftovers(Deviation deviation, List<Values> earlier) {
    /**
     * What points to memory that was not cleared.
     *
     * @param text for people
     * @param weight what others make too only fits
     * @param recognised whether it is known what was left: elements of another tensor
     */
    record Found(String text, Weight weight, boolean recognised) {}

    /** Two equal elements may be so by chance. */
    private static final int ENOUGH = 2;

    /** More numbers are not few. */
    private static final int MOST = 64;

    /** A number that is larger than everything computed by so much was not computed. */
    private static final double FAR = 64;

    /** Returns what points to memory that was not cleared; empty if nothing does. */
    Optional<Found> find() {
        return elements()
                .map(text -> new Found(text, Weight.POINTS_TO, true))
                .or(() -> addresses().or(this::numbers).map(text -> new Found(text, Weight.POINTS_TO, false)))
                .or(() -> shape().map(text -> new Found(text, Weight.FITS, false)));
    }

    private Optional<String> elements() {
        int last = deviation.differing().isEmpty()
                ? 0
                : deviation.differing().get(deviation.differing().size() - 1);
        for (Values tensor : earlier) {
            if (tensor.isFloating() && tensor.count() > last && !isOwn(tensor)) {
                if (isReplaced(tensor)) {
                    return Optional.of("one side has elements of an earlier tensor of the case instead of its own");
                }
                if (isAdded(tensor)) {
                    return Optional.of("what one side has too much are the elements of an earlier tensor of the case");
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> numbers() {
        return !deviation.operation().isInput() && isFewNumbers()
                ? Optional.of("to many elements one of a few numbers is added")
                : Optional.empty();
    }

    /** Where nothing was written, an allocator leaves pointers and patterns, which are hardly results. */
    private Optional<String> addresses() {
        long strange = deviation.differing().stream()
                .filter(i -> isLeftByAllocator(deviation.bad().bits()[i])
                        && (deviation.isNormal(i)
                                || isLeftByAllocator(deviation.good().bits()[i])))
                .count();
        return strange >= ENOUGH && 2 * strange >= deviation.differing().size()
                ? Optional.of(
                        "%d elements of one side have the bits of addresses or of filled memory".formatted(strange))
                : Optional.empty();
    }

    /** As binary64, an address is subnormal; four equal bytes are what debug allocators fill memory with. */
    private boolean isLeftByAllocator(long bits) {
        int low = (int) bits;
        boolean filled = low != 0 && low != -1 && low == Integer.rotateLeft(low, 8);
        return switch (deviation.bad().type()) {
            case F64 -> bits >>> 48 == 0 && bits >>> 40 != 0 || filled && bits == Long.rotateLeft(bits, 8);
            case F32 -> filled;
            default -> false;
        };
    }

    private Optional<String> shape() {
        if (isForeign()) {
            return Optional.of("some elements are far larger than all others, as nothing that was computed");
        }
        return isRegion()
                ? Optional.of("the elements of one stretch of memory are wrong, and no others")
                : Optional.empty();
    }

    /** Padding, for example: what is in it is added to some, and something else in it to others. */
    private boolean isFewNumbers() {
        List<Double> numbers = new ArrayList<>();
        for (int i : deviation.differing()) {
            double added = deviation.added(i);
            double room = deviation.room(i);
            if (!deviation.isSeen(i, added)) {
                return false;
            }
            if (numbers.stream().noneMatch(number -> Math.abs(number - added) <= 2 * room)) {
                numbers.add(added);
                if (numbers.size() > MOST
                        || 4 * numbers.size() > deviation.differing().size()) {
                    return false;
                }
            }
        }
        boolean all = deviation.differing().size() == deviation.count();
        return all ? numbers.size() > 1 && new RowTerm(deviation).axis() < 0 : !numbers.isEmpty();
    }

    /** Consecutive elements, few of all. */
    private boolean isRegion() {
        List<Integer> differing = deviation.differing();
        int length = differing.size();
        return length >= 3 && deviation.isSparse() && differing.get(length - 1) - differing.get(0) == length - 1;
    }

    private boolean isOwn(Values tensor) {
        return deviation.operation().leftInputs().stream().anyMatch(tensor::sameBits)
                || deviation.operation().rightInputs().stream().anyMatch(tensor::sameBits)
                || tensor.sameBits(deviation.good())
                || tensor.sameBits(deviation.bad());
    }

    private boolean isReplaced(Values tensor) {
        Set<Double> values = new HashSet<>();
        for (int i : deviation.differing()) {
            double left = tensor.numbers()[i];
            if (left != deviation.bad(i)) {
                return false;
            }
            values.add(left);
        }
        values.remove(0.0);
        return values.size() >= ENOUGH;
    }

    private boolean isAdded(Values tensor) {
        int seen = 0;
        for (int i : deviation.differing()) {
            double left = tensor.numbers()[i];
            double room = deviation.room(i);
            if (!(Math.abs(deviation.added(i) - left) <= room)) {
                return false;
            }
            seen += deviation.isSeen(i, left) ? 1 : 0;
        }
        return seen >= ENOUGH;
    }

    private boolean isForeign() {
        double scale = deviation.good().scale();
        long foreign = deviation.differing().stream()
                .filter(i -> Math.abs(deviation.bad(i)) > FAR * scale)
                .count();
        return scale > 0 && foreign > 0 && 2 * foreign < deviation.count();
    }
}
