package io.github.gradlock.harness.cause;

import io.github.gradlock.harness.cause.Diagnosis.Collector;
import io.github.gradlock.harness.cause.Evidence.Weight;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** Whether one side has fewer bits than the type has: in its results, or in what it makes of its inputs. */
final class PrecisionRule implements OutputRule {
    /** So many elements do not have short bits by chance. */
    private static final int ENOUGH = 3;

    /** Operations that are one rounding. */
    private static final Set<String> OF_TWO = Set.of("add", "sub", "mul", "div");

    /** Of so many elements a level can be told. */
    private static final int MANY = 6;

    /** Roundings that another order of adding rarely makes of a sum that does not cancel. */
    private static final double UNUSUAL = 128;

    /** What a format of some seven bits makes. */
    private static final double MOST = 0x1p-7;

    @Override
    public void examine(Facts facts, DifferingOutput output, Collector found) {
        if (output.left().isFloating()) {
            coarse(output, output.left(), output.right(), found);
            coarse(output, output.right(), output.left(), found);
            if (output.left().isOrdinary()) {
                inputs(output, found);
            }
            if (!facts.varies()) {
                noise(output, found);
            }
        }
    }

    /** Is one side off by what rounding to a shorter format makes, up and down alike? */
    private static void noise(DifferingOutput output, Collector found) {
        Deviation deviation = output.deviation(true);
        int count = deviation.differing().size();
        if (count < MANY || 2 * count < deviation.count() || !deviation.isFinite()) {
            return;
        }
        if (output.reduction().filter(of -> !isBeyond(of, output)).isPresent()) {
            return;
        }
        Noise noise = new Noise(deviation);
        double level = noise.level();
        boolean balanced = noise.isBalanced();
        boolean sums = isOfSums(output) && !noise.isSmooth();
        for (ShortFormat format : ShortFormat.values()) {
            // The windows do not overlap: a level is that of one format.
            if (format.isShorterThan(output.left())
                    && level > format.unit() / 3
                    && level < 2 * format.unit()
                    && (sums || noise.isOfRounding(format.unit()))) {
                found.add(
                        Cause.REDUCED_PRECISION,
                        balanced ? Weight.POINTS_TO : Weight.FITS,
                        "%s: the difference is %.2g of the results%s, as the rounding of %s is"
                                .formatted(
                                        output.place(), level, balanced ? ", up and down alike" : "", format.title()));
                return;
            }
        }
        // By more than orders of adding make, and by little: something was shorter.
        if (sums && balanced && level < MOST && level > UNUSUAL * output.left().unitRoundoff()) {
            found.add(
                    Cause.REDUCED_PRECISION,
                    Weight.POINTS_TO,
                    "%s: the difference is %.2g of the results, up and down alike, which orders of adding rarely make"
                            .formatted(output.place(), level));
        }
    }

    /** What no input is repeated into the shape of is not computed element by element. */
    private static boolean isOfSums(DifferingOutput output) {
        String op = output.operation().op();
        return output.reduction().isPresent()
                || OperationKind.PRODUCT.has(op)
                || OperationKind.SUM.has(op)
                || !output.operation().leftInputs().isEmpty()
                        && output.operation().leftInputs().stream()
                                .allMatch(
                                        input -> Broadcast.loosely(output.left().shape(), input) == null);
    }

    /** Is one side off as orders of adding are, and the other by more? */
    private static boolean isBeyond(Reduction sums, DifferingOutput output) {
        double left = sums.typicalError(output.left());
        double right = sums.typicalError(output.right());
        double usual = Math.sqrt(sums.length()) + 2;
        return output.differing().size() >= MANY && Math.min(left, right) <= usual && Math.max(left, right) > usual;
    }

    /** Are all differing results of one side those of the other, rounded to numbers of a shorter format? */
    private static void coarse(DifferingOutput output, Values coarse, Values fine, Collector found) {
        List<Integer> differing = output.differing();
        long distinct = differing.stream().map(i -> coarse.bits()[i]).distinct().count();
        if (distinct < ENOUGH || areWhole(coarse)) {
            return;
        }
        for (ShortFormat format : ShortFormat.values()) {
            long ofFine = differing.stream()
                    .filter(i -> format.holds(fine.numbers()[i]))
                    .count();
            double units = largest(output, coarse, fine) / format.unit();
            // A result may be a short number because it is exact: then the other is off by less than rounding makes.
            if (format.isShorterThan(coarse)
                    && ofFine < differing.size() / 2
                    && differing.stream().allMatch(i -> coarse.numbers()[i] != 0 && format.holds(coarse.numbers()[i]))
                    && units > 1.0 / 16) {
                found.add(
                        Cause.REDUCED_PRECISION,
                        units <= 4 ? Weight.CONFIRMS : Weight.POINTS_TO,
                        "%s: all %d differing results of one side are numbers of %s, those of the other are not"
                                .formatted(output.place(), differing.size(), format.title()));
                return;
            }
        }
    }

    private static double largest(DifferingOutput output, Values coarse, Values fine) {
        return output.differing().stream()
                .mapToDouble(i -> Math.abs(coarse.numbers()[i] - fine.numbers()[i]) / Math.abs(fine.numbers()[i]))
                .max()
                .orElse(0);
    }

    /** Small whole numbers, zero and one among them, are numbers of any format. */
    private static boolean areWhole(Values values) {
        for (double number : values.numbers()) {
            if (number != Math.rint(number)) {
                return false;
            }
        }
        return true;
    }

    /** Does one side compute from rounded inputs? */
    private static void inputs(DifferingOutput output, Collector found) {
        for (ShortFormat format : ShortFormat.values()) {
            if (!format.isShorterThan(output.left())) {
                continue;
            }
            for (DoubleUnaryOperator rounding : List.<DoubleUnaryOperator>of(format::nearest, format::truncated)) {
                if (isOfRounded(output, rounding, output.left(), output.right())
                        || isOfRounded(output, rounding, output.right(), output.left())) {
                    found.add(
                            Cause.REDUCED_PRECISION,
                            Weight.CONFIRMS,
                            "%s computed anew: one side has what comes of inputs rounded to %s"
                                    .formatted(output.place(), format.title()));
                    return;
                }
            }
        }
    }

    /** Rounded inputs give one side, and give not the other; and the inputs as they are do not give that side. */
    private static boolean isOfRounded(
            DifferingOutput output, DoubleUnaryOperator rounding, Values rounded, Values other) {
        List<Values> inputs = output.operation().leftInputs();
        List<Values> shorter = inputs.stream()
                .map(input -> input.isFloating() ? round(input, rounding) : input)
                .toList();
        if (IntStream.range(0, inputs.size()).allMatch(i -> inputs.get(i).sameBits(shorter.get(i)))) {
            return false;
        }
        String op = OpName.of(output.operation().op());
        return Reduction.of(output, output.operation().withInputs(shorter))
                .map(of -> of.error(rounded) <= of.bound()
                        && of.error(other) > 4 * of.worst()
                        && output.reduction()
                                .filter(own -> own.error(rounded) <= own.worst())
                                .isEmpty())
                .orElseGet(() -> isElementwise(op, shorter, rounded) && !isElementwise(op, inputs, rounded));
    }

    private static Values round(Values input, DoubleUnaryOperator rounding) {
        return input.with(Arrays.stream(input.numbers()).map(rounding).toArray());
    }

    private static boolean isElementwise(String op, List<Values> inputs, Values output) {
        if (inputs.size() != 2
                || inputs.get(0).count() != output.count()
                || inputs.get(1).count() != output.count() && inputs.get(1).count() != 1) {
            return false;
        }
        Functions.Function function = OF_TWO.contains(op) ? Functions.of(op, 2) : null;
        for (int i = 0; i < output.count() && function != null; i++) {
            double a = inputs.get(0).numbers()[i];
            double b = inputs.get(1).numbers()[inputs.get(1).count() == 1 ? 0 : i];
            double value = function.value().apply(a, b, 0);
            if (output.arithmetic().round(value) != output.numbers()[i]) {
                return false;
            }
        }
        return function != null;
    }
}
