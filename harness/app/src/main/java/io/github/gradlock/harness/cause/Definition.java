package io.github.gradlock.harness.cause;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What an operation means, computed on its captured inputs, and how far each side may be from it by rounding.
 *
 * @param exact for some elements of the output; in the order of {@code places}
 * @param scale what roundings are relative to: the magnitude of the result, or of the terms of a sum
 * @param places of these elements in the output
 * @param bound so many roundings a side is off at most that computes it by any good algorithm
 * @param worst a side that is off by more does not compute it
 */
record Definition(double[] exact, double[] scale, List<Integer> places, double bound, double worst) {
    /** Roundings of a function that is composed of some others. */
    private static final double SOME = 8;

    /** So many elements on which the sides agree show that an operation is understood. */
    private static final int ENOUGH = 3;

    private static final List<String> SCALES = List.of("alpha", "beta", "value");

    /** Returns the definition of an operation; empty if it is none that is known, or its shapes are not understood. */
    static Optional<Definition> of(DifferingOutput output) {
        Operation operation = output.operation();
        Values left = output.left();
        if (output.index() != 0
                || !left.isFloating()
                || operation.isInput()
                || operation.leftInputs().isEmpty()) {
            return Optional.empty();
        }
        Optional<Definition> sums = output.reduction().map(Definition::of);
        if (sums.isPresent() || isScaled(operation)) {
            return sums;
        }
        Definition found = elementwise(operation, left);
        if (found == null) {
            found = RowDefinition.of(operation, left);
        }
        return Optional.ofNullable(found == null ? MatrixDefinition.of(operation, left) : found);
    }

    /** Returns whether an attribute multiplies something, as {@code alpha} of an addition does. */
    private static boolean isScaled(Operation operation) {
        return SCALES.stream()
                .map(operation.attributes()::get)
                .anyMatch(text -> text != null && !text.equals("1") && !text.equals("1.0"));
    }

    private static Definition of(Reduction sums) {
        double[] exact = new double[sums.places().size()];
        double[] scale = new double[exact.length];
        for (int i = 0; i < exact.length; i++) {
            Terms terms = sums.terms().get(i);
            exact[i] = sums.finish().exact(terms);
            scale[i] = sums.finish().scale(terms);
        }
        return new Definition(exact, scale, sums.places(), sums.bound(), sums.worst());
    }

    private static @Nullable Definition elementwise(Operation operation, Values output) {
        List<Broadcast> inputs = new ArrayList<>();
        for (Values input : operation.leftInputs()) {
            Broadcast broadcast = Broadcast.loosely(output.shape(), input);
            if (broadcast == null) {
                return null;
            }
            inputs.add(broadcast);
        }
        Functions.Function function = Functions.of(operation.op(), inputs.size());
        if (function == null) {
            return null;
        }
        double[] exact = new double[output.count()];
        double[] scale = new double[exact.length];
        for (int i = 0; i < exact.length; i++) {
            double a = inputs.get(0).at(i);
            double b = inputs.size() > 1 ? inputs.get(1).at(i) : 0;
            double c = inputs.size() > 2 ? inputs.get(2).at(i) : 0;
            exact[i] = function.value().apply(a, b, c);
            scale[i] =
                    Math.max(Math.abs(exact[i]), Math.abs(function.cancelled().apply(a, b, c)));
        }
        return new Definition(exact, scale, all(exact.length), SOME, SOME);
    }

    static List<Integer> all(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    /** Returns the greatest error of a side, in roundings of the scale. */
    double error(Values side) {
        double largest = 0;
        for (int i = 0; i < exact.length; i++) {
            double value = side.numbers()[places.get(i)];
            double error = Math.abs(value - exact[i]);
            boolean same = value == exact[i] || Double.isNaN(value) && Double.isNaN(exact[i]);
            double unit = side.unitRoundoff() * Math.max(scale[i], side.smallestNormal());
            largest = same ? largest : Math.max(largest, Double.isNaN(error) ? Double.POSITIVE_INFINITY : error / unit);
        }
        return largest;
    }

    /** Returns whether a side is what the operation means, within rounding. */
    boolean isMetBy(Values side) {
        return error(side) <= bound;
    }

    /** Returns whether a side is off by more than any rounding. */
    boolean isMissedBy(Values side) {
        return error(side) > worst;
    }

    /** Returns whether the sides agree on what the operation means, and where they differ neither is that. */
    boolean isMissedWhere(List<Integer> differing, Values left, Values right) {
        Definition there = only(differing, true);
        Definition elsewhere = only(differing, false);
        return elsewhere.places.size() >= ENOUGH
                && elsewhere.isMetBy(left)
                && there.isMissedBy(left)
                && there.isMissedBy(right);
    }

    private Definition only(List<Integer> differing, boolean areDiffering) {
        Set<Integer> known = new HashSet<>(differing);
        int[] indices = IntStream.range(0, places.size())
                .filter(i -> known.contains(places.get(i)) == areDiffering)
                .toArray();
        return new Definition(
                Arrays.stream(indices).mapToDouble(i -> exact[i]).toArray(),
                Arrays.stream(indices).mapToDouble(i -> scale[i]).toArray(),
                Arrays.stream(indices).mapToObj(places::get).toList(),
                bound,
                worst);
    }
}
