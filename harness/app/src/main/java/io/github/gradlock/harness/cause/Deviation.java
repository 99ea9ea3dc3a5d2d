package io.github.gradlock.harness.cause;

import java.util.List;

/**
 * How one side is off the other, element by element.
 *
 * @param operation whose output it is
 * @param good the side that is taken for right
 * @param bad the other one
 * @param differing indices of the elements that differ
 */
record Deviation(Operation operation, Values good, Values bad, List<Integer> differing) {
    /** More than rounding, by far. */
    private static final double SEEN = 64;

    static Deviation of(Operation operation, Values good, Values bad) {
        return new Deviation(operation, good, bad, good.differing(bad));
    }

    /** Returns the deviation if the other side is taken for right. */
    Deviation turned() {
        return new Deviation(operation, bad, good, differing);
    }

    int count() {
        return good.count();
    }

    double good(int index) {
        return good.numbers()[index];
    }

    double bad(int index) {
        return bad.numbers()[index];
    }

    /** Returns what was added to the right result. */
    double added(int index) {
        return bad(index) - good(index);
    }

    /** Returns what some roundings of both sides may make of {@link #added}. */
    double room(int index) {
        return 16 * good.unitRoundoff() * (Math.abs(good(index)) + Math.abs(bad(index)));
    }

    /** Returns whether what was added, or a part of it, is seen beside what roundings make. */
    boolean isSeen(int index, double part) {
        return Math.abs(part) > SEEN * room(index);
    }

    /** Returns whether the right result is neither zero nor subnormal. */
    boolean isNormal(int index) {
        return Math.abs(good(index)) >= good.smallestNormal();
    }

    boolean isFinite() {
        return differing.stream().allMatch(i -> Double.isFinite(good(i)) && Double.isFinite(bad(i)));
    }

    /** Returns the largest distance. */
    double largest() {
        return differing.stream().mapToDouble(i -> Math.abs(added(i))).max().orElse(0);
    }

    /** Returns whether few elements of many differ. */
    boolean isSparse() {
        return count() >= 4 && 4 * differing.size() <= count();
    }
}
