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
        Operation operation = output.operation();
        int differing = output.differing().size();
        int flushed = 0;
        int nan = 0;
        int infinite = 0;
        int overflowing = 0;
        for (int i : output.differing()) {
            double a = output.left().numbers()[i];
            double b = output.right().numbers()[i];
            flushed += isFlushed(output.left(), a, b) || isFlushed(output.left(), b, a) ? 1 : 0;
            nan += Double.isNaN(a) != Double.isNaN(b) ? 1 : 0;
            boolean oneIsInfinite = Double.isInfinite(a) != Double.isInfinite(b);
            infinite += oneIsInfinite ? 1 : 0;
            overflowing += oneIsInfinite && Math.min(Math.abs(a), Math.abs(b)) > LARGEST_BINARY16 ? 1 : 0;
        }
        if (flushed > 0) {
            String what = "%s: %d of %d elements that differ are subnormal on one side and zero on the other"
                    .formatted(operation.place(), flushed, differing);
            found.add(Cause.FLUSH_TO_ZERO, flushed == differing ? Weight.CONFIRMS : Weight.POINTS_TO, what);
        } else if (subnormalInputs(output)) {
            found.add(
                    Cause.FLUSH_TO_ZERO,
                    Weight.POINTS_TO,
                    operation.place() + " differs in nothing but what subnormal inputs enter");
        } else if (isLostBelow(output)) {
            found.add(
                    Cause.FLUSH_TO_ZERO,
                    Weight.POINTS_TO,
                    operation.place() + ": the sides differ by what subnormal terms of its sums add");
        }
        if (nan > 0) {
            String what = operation.place() + ": %d elements are NaN on one side only".formatted(nan);
            found.add(Cause.BUG, Weight.FITS, what);
            found.add(Cause.STALE_MEMORY, Weight.FITS, what);
        }
        if (infinite > 0) {
            String what = operation.place() + ": %d elements are infinite on one side only".formatted(infinite);
            found.add(Cause.FLUSH_TO_ZERO, Weight.FITS, what);
            if (overflowing > 0) {
                found.add(Cause.REDUCED_PRECISION, Weight.FITS, what);
            }
            if (infinite == differing && isFilled(output)) {
                found.add(
                        Cause.BUG,
                        Weight.POINTS_TO,
                        "%s: %d elements of an input are handed on by one side, and taken for infinite by the other"
                                .formatted(operation.place(), infinite));
            }
        }
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
