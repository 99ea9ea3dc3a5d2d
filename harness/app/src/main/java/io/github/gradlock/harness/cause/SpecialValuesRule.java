package io.github.gradlock.harness.cause;

import io.github.gradlock.harness.cause.Diagnosis.Collector;
import io.github.gradlock.harness.cause.Evidence.Weight;
import java.util.List;
import java.util.stream.IntStream;

/** What is NaN, infinite, subnormal or zero on one side only. */
final class SpecialValuesRule implements OutputRule {
    private static final double LARGEST_BINARY16 = 65504;

    @Override
    public void examine(Facts facts, DifferingOutput output, Collector found) {
        if (output.left().isFloating()) {
            examine(output, found);
        }
    }

    private static void examine(DifferingOutput output, Collector found) {
        List<Integer> differing = output.differing();
        int flushed = count(output, (i, a, b) -> isFlushed(output.left(), a, b) || isFlushed(output.left(), b, a));
        if (flushed > 0) {
            found.add(
                    Cause.FLUSH_TO_ZERO,
                    flushed == differing.size() ? Weight.CONFIRMS : Weight.POINTS_TO,
                    "%s: %d of %d elements that differ are subnormal on one side and zero on the other"
                            .formatted(output.place(), flushed, differing.size()));
        } else if (subnormalInputs(output)) {
            found.add(
                    Cause.FLUSH_TO_ZERO,
                    Weight.POINTS_TO,
                    output.place() + " differs in nothing but what subnormal inputs enter");
        } else if (isLostBelow(output)) {
            found.add(
                    Cause.FLUSH_TO_ZERO,
                    Weight.POINTS_TO,
                    output.place() + ": the sides differ by what subnormal terms of its sums add");
        }
        int nan = count(output, (i, a, b) -> Double.isNaN(a) != Double.isNaN(b));
        if (nan > 0) {
            String what = output.place() + ": %d elements are NaN on one side only".formatted(nan);
            found.add(Cause.BUG, Weight.FITS, what);
            found.add(Cause.STALE_MEMORY, Weight.FITS, what);
        }
        infinite(output, found);
    }

    private static void infinite(DifferingOutput output, Collector found) {
        int infinite = count(output, (i, a, b) -> isOneInfinite(a, b));
        if (infinite == 0) {
            return;
        }
        String what = output.place() + ": %d elements are infinite on one side only".formatted(infinite);
        found.add(Cause.FLUSH_TO_ZERO, Weight.FITS, what);
        if (count(output, (i, a, b) -> isOneInfinite(a, b) && magnitude(output, i, a, b) > LARGEST_BINARY16) > 0) {
            found.add(Cause.REDUCED_PRECISION, Weight.FITS, what + ", where numbers are too large for binary16");
        }
        if (infinite == output.differing().size() && isFilled(output)) {
            found.add(
                    Cause.BUG,
                    Weight.POINTS_TO,
                    "%s: %d elements of an input are handed on by one side, and taken for infinite by the other"
                            .formatted(output.place(), infinite));
        }
    }

    /** A question about an element of both sides. */
    @FunctionalInterface
    private interface OfElement {
        boolean is(int index, double left, double right);
    }

    private static int count(DifferingOutput output, OfElement question) {
        return (int) output.differing().stream()
                .filter(i -> question.is(
                        i, output.left().numbers()[i], output.right().numbers()[i]))
                .count();
    }

    private static boolean isOneInfinite(double a, double b) {
        return Double.isInfinite(a) != Double.isInfinite(b);
    }

    /** Returns the largest number that is known to be met on the way to an element: the finite result, or the sum of its terms. */
    private static double magnitude(DifferingOutput output, int index, double a, double b) {
        double result = Math.min(Math.abs(a), Math.abs(b));
        return output.reduction()
                .filter(sums -> sums.places().contains(index))
                .map(sums -> sums.terms().get(sums.places().indexOf(index)).scale())
                .filter(Double::isFinite)
                .map(terms -> Math.max(terms, result))
                .orElse(result);
    }

    /** Wherever one side is infinite the other has what stands there in an input. */
    private static boolean isFilled(DifferingOutput output) {
        return output.operation().leftInputs().stream()
                .filter(input -> input.count() == output.left().count()
                        && input.type() == output.left().type())
                .anyMatch(input -> output.differing().stream()
                        .allMatch(i -> Double.isFinite(input.numbers()[i])
                                && (!input.differs(output.left(), i) || !input.differs(output.right(), i))));
    }

    /** Sums with subnormal terms, which make up for what the sides differ by. */
    private static boolean isLostBelow(DifferingOutput output) {
        return output.reduction()
                .filter(sums -> IntStream.range(0, sums.differing())
                        .allMatch(i -> isLostBelow(
                                output, sums.terms().get(i), sums.places().get(i))))
                .isPresent();
    }

    private static boolean isLostBelow(DifferingOutput output, Terms terms, int place) {
        double least = output.left().smallestNormal();
        double subnormal = IntStream.range(0, terms.count())
                .mapToDouble(terms::term)
                .map(Math::abs)
                .filter(term -> term < least)
                .sum();
        double a = output.left().numbers()[place];
        double b = output.right().numbers()[place];
        double room = 2 * terms.count() * output.left().unitRoundoff() * Math.max(Math.abs(a), Math.abs(b));
        // A partial sum may be subnormal as well, and be lost with them.
        return subnormal > 0 && Math.abs(a - b) > room && Math.abs(a - b) <= subnormal + least + room;
    }

    private static boolean isFlushed(Values type, double subnormal, double zero) {
        return zero == 0 && subnormal != 0 && Math.abs(subnormal) < type.smallestNormal();
    }

    /** Element by element: wherever the outputs differ an input is subnormal. */
    private static boolean subnormalInputs(DifferingOutput output) {
        List<Values> inputs = output.operation().leftInputs().stream()
                .filter(input ->
                        input.isFloating() && input.count() == output.left().count())
                .toList();
        return output.differing().stream()
                .allMatch(i -> inputs.stream().anyMatch(input -> {
                    double magnitude = Math.abs(input.numbers()[i]);
                    return magnitude > 0 && magnitude < input.smallestNormal();
                }));
    }
}
