package io.github.gradlock.harness.cause;

import io.github.gradlock.protocol.ElementType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An operation seen as sums: what is added for each element of its output.
 *
 * @param terms for some elements of the output: those that differ, and some that do not
 * @param places of these elements in the output
 * @param mean whether a sum is then divided by the number of its terms
 */
record Reduction(List<Terms> terms, List<Integer> places, boolean mean) {
    /** More elements of an output say nothing that these do not. */
    private static final int SAMPLED = 24;

    private static final int MOST_TERMS = 1 << 18;

    /** Returns an operation as sums; empty if it is none that is known, or its shapes are not understood. */
    static Optional<Reduction> of(Operation operation) {
        int output = operation.differingOutput();
        if (output != 0) {
            return Optional.empty();
        }
        Values left = operation.leftOutputs().get(0);
        Values right = operation.rightOutputs().get(0);
        if (left.type() != ElementType.F32 && left.type() != ElementType.F64) {
            return Optional.empty();
        }
        List<Reduction> possible = new ArrayList<>();
        for (TermSources.Source source : TermSources.of(operation, left)) {
            Reduction one = of(source, left, right);
            if (one.error(left) <= one.bound() || one.error(right) <= one.bound()) {
                return Optional.of(one);
            }
            possible.add(one);
        }
        return possible.stream().filter(one -> one.length() <= MOST_TERMS).findFirst();
    }

    private static Reduction of(TermSources.Source source, Values left, Values right) {
        List<Integer> places = places(left, right);
        return new Reduction(places.stream().map(source.terms()::apply).toList(), places, source.mean());
    }

    private static List<Integer> places(Values left, Values right) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < left.count() && places.size() < SAMPLED; i++) {
            if (left.differs(right, i)) {
                places.add(i);
            }
        }
        for (int i = 0; i < left.count() && places.size() < SAMPLED + SAMPLED / 3; i++) {
            if (!left.differs(right, i)) {
                places.add(i);
            }
        }
        return places;
    }

    /** Returns whether an order gives all sampled elements of an output, bit for bit. */
    boolean gives(SummationOrder order, boolean fused, Values output) {
        for (int i = 0; i < places.size(); i++) {
            Terms one = terms.get(i).fusedTo(fused);
            double sum = order.order().sum(one);
            double value = output.numbers()[places.get(i)];
            boolean same = mean
                    ? same(one.round(sum / one.count()), value)
                            || same(one.round(sum * one.round(1.0 / one.count())), value)
                    : same(sum, value);
            if (!same) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(double a, double b) {
        // A sum of zeros may be of either sign, by how it was begun.
        return a == 0 && b == 0 || Double.doubleToLongBits(a) == Double.doubleToLongBits(b);
    }

    /** Returns the greatest error of an output, as a multiple of one rounding of the sum of the terms' magnitudes. */
    double error(Values output) {
        double largest = 0;
        for (int i = 0; i < places.size(); i++) {
            Terms one = terms.get(i);
            double divisor = mean ? one.count() : 1;
            double error = Math.abs(output.numbers()[places.get(i)] - one.exact() / divisor);
            double unit = output.unitRoundoff() * one.scale() / divisor;
            largest = error == 0
                    ? largest
                    : Math.max(largest, Double.isNaN(error) ? Double.POSITIVE_INFINITY : error / unit);
        }
        return largest;
    }

    /** Returns the greatest error that any order of adding can have, in the same unit. */
    double bound() {
        return length() + 2.0;
    }

    /** Returns the greatest number of terms of a sum. */
    int length() {
        return terms.stream().mapToInt(Terms::count).max().orElse(0);
    }

    /** Returns whether all sums have as many terms. */
    boolean isRegular() {
        return terms.stream().allMatch(one -> one.count() == length());
    }
}
