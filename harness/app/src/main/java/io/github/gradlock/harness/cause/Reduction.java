package io.github.gradlock.harness.cause;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * An operation seen as sums: what is added for each element of its output.
 *
 * @param terms for some elements of the output: those that differ, and some that do not
 * @param places of these elements in the output, those that differ first
 * @param differing how many of them differ
 * @param finish what is then done with a sum
 */
record Reduction(List<Terms> terms, List<Integer> places, int differing, Finish finish) {
    /** More elements of an output say nothing that these do not. */
    private static final int SAMPLED = 24;

    static final int MOST_TERMS = 1 << 18;

    /** More sums are less by chance still. */
    private static final int MOST_FOR_CHANCE = 12;

    /** Terms that are added in all, to find it out. */
    private static final long MOST_ADDED = 1L << 26;

    /** A factor of six standard deviations. */
    private static final double SURELY = 6;

    /**
     * Returns an operation as sums; empty if it is none that is known, or its shapes are not understood. Of several readings, one that
     * both sides fit, or else that one of them fits.
     */
    static Optional<Reduction> of(DifferingOutput output, Operation operation) {
        Values left = output.left();
        if (output.index() != 0 || !left.isFloating()) {
            return Optional.empty();
        }
        List<Reduction> possible = TermSources.of(operation, left).stream()
                .map(source -> of(source, output))
                .filter(one -> one.length() <= MOST_TERMS)
                .toList();
        return possible.stream()
                .filter(one -> one.isMetBy(left) && one.isMetBy(output.right()))
                .findFirst()
                .or(() -> possible.stream()
                        .filter(one -> one.isMetBy(left) || one.isMetBy(output.right()))
                        .findFirst())
                .or(() -> possible.stream().findFirst());
    }

    private boolean isMetBy(Values side) {
        return error(side) <= bound();
    }

    private static Reduction of(TermSources.Source source, DifferingOutput output) {
        List<Integer> places =
                new ArrayList<>(output.differing().stream().limit(SAMPLED).toList());
        int differing = places.size();
        IntStream.range(0, output.left().count())
                .filter(i -> !output.left().differs(output.right(), i))
                .limit(SAMPLED + SAMPLED / 3 - differing)
                .forEach(places::add);
        return new Reduction(places.stream().map(source.terms()::apply).toList(), places, differing, source.finish());
    }

    /** Returns whether an order gives all sampled elements of an output, bit for bit. */
    boolean gives(SummationOrder order, boolean fused, Values output) {
        for (int i = 0; i < places.size(); i++) {
            Terms one = terms.get(i).fusedTo(fused);
            if (!finish.gives(one, order.order().sum(one), output.numbers()[places.get(i)])) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns how many of some orders are to be expected to give an output by chance, if it was added in an order that has nothing to
     * do with them: a sum has the bits of an order as often as the other orders have them. Orders that are the same for so few terms
     * count once.
     */
    double byChance(List<SummationOrder> orders) {
        int width = (int) Math.min(
                Math.min(differing, MOST_FOR_CHANCE), Math.max(1, MOST_ADDED / ((long) length() * orders.size())));
        Set<List<Double>> sums = new HashSet<>();
        for (SummationOrder order : orders) {
            sums.add(terms.subList(0, width).stream()
                    .map(one -> one.round(finish.apply(order.order().sum(one), one.count())))
                    .toList());
        }
        double expected = 0;
        for (List<Double> row : sums) {
            double chance = 1;
            for (int i = 0; i < width; i++) {
                int place = i;
                chance *= (double) sums.stream()
                                .filter(other -> other.get(place).equals(row.get(place)))
                                .count()
                        / sums.size();
            }
            expected += chance;
        }
        return expected;
    }

    /** Returns the greatest error of an output, as a multiple of one rounding of the sum of the terms' magnitudes. */
    double error(Values output) {
        double largest = 0;
        for (int i = 0; i < places.size(); i++) {
            Terms one = terms.get(i);
            double error = Math.abs(output.numbers()[places.get(i)] - finish.exact(one));
            double unit = output.unitRoundoff() * Math.max(finish.scale(one), output.smallestNormal());
            largest = error == 0
                    ? largest
                    : Math.max(largest, Double.isNaN(error) ? Double.POSITIVE_INFINITY : error / unit);
        }
        return largest;
    }

    /** Returns the root mean square of the errors, in the same unit: roundings are a random walk, of at most √n of them for n terms. */
    double typicalError(Values output) {
        double squares = 0;
        for (int i = 0; i < places.size(); i++) {
            double error = new Reduction(terms.subList(i, i + 1), places.subList(i, i + 1), 0, finish).error(output);
            squares += error * error;
        }
        return Math.sqrt(squares / places.size());
    }

    /**
     * Returns the error that hardly any order of adding has, in the same unit: roundings go up as often as down.
     *
     * <p>Higham and Mary, A New Approach to Probabilistic Rounding Error Analysis, 2019.
     */
    double bound() {
        return Math.min(length(), SURELY * Math.sqrt(length())) + 2;
    }

    /** Returns the greatest error that any order of adding can have: more is no rounding. */
    double worst() {
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
