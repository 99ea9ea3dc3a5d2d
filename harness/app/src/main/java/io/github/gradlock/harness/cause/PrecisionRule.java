package io.github.gradlock.harness.cause;

import io.github.gradlock.harness.cause.Diagnosis.Collector;
import io.github.gradlock.harness.cause.Evidence.Weight;
import io.github.gradlock.protocol.ElementType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Whether one side has fewer bits than the type has: in its results, or in what it makes of its inputs. */
final class PrecisionRule implements OutputRule {
    /** So many elements do not have short bits by chance. */
    private static final int ENOUGH = 3;

    /** Of so many elements a level can be told. */
    private static final int MANY = 6;

    /** A format of fewer bits. */
    private enum Format {
        BFLOAT16("bfloat16", 8),
        TF32("TF32 or binary16", 11),
        BINARY32("binary32", 24);

        private final String title;
        private final int bits;

        Format(String title, int bits) {
            this.title = title;
            this.bits = bits;
        }

        boolean isShorterThan(Values values) {
            return bits < (values.type() == ElementType.F64 ? 53 : 24);
        }

        /** Rounds to nearest, ties to even, as if the exponent had no bounds. */
        double nearest(double value) {
            double scaled = value * ((1L << 53 - bits) + 1.0);
            double high = scaled - (scaled - value);
            return Double.isNaN(high) ? value : high;
        }

        double truncated(double value) {
            return Double.longBitsToDouble(Double.doubleToRawLongBits(value) & -1L << 53 - bits);
        }

        boolean holds(double value) {
            return truncated(value) == value;
        }
    }

    @Override
    public void examine(Facts facts, Operation operation, Values left, Values right, Collector found) {
        if (left.isOrdinary()) {
            coarse(operation, left, right, found);
            coarse(operation, right, left, found);
            inputs(operation, left, right, found);
            if (!facts.varies()) {
                noise(operation, left, right, found);
            }
        }
    }

    /** Is one side off by what rounding to a shorter format makes, up and down alike? */
    private static void noise(Operation operation, Values left, Values right, Collector found) {
        Deviation deviation = Deviation.of(operation, left, right);
        int count = deviation.differing().size();
        if (count < MANY || 2 * count < left.count() || !deviation.isFinite()) {
            return;
        }
        double squares = 0;
        double scale = 0;
        int up = 0;
        for (int i : deviation.differing()) {
            squares += deviation.added(i) * deviation.added(i);
            scale += deviation.good(i) * deviation.good(i);
            up += deviation.added(i) > 0 ? 1 : 0;
        }
        double level = Math.sqrt(squares / scale);
        boolean balanced = 4 * up >= count && 4 * (count - up) >= count;
        for (Format format : Format.values()) {
            double unit = Math.scalb(1.0, -format.bits);
            if (format.isShorterThan(left) && level > unit / 8 && level < 4 * unit) {
                found.add(
                        Cause.REDUCED_PRECISION,
                        balanced ? Weight.POINTS_TO : Weight.FITS,
                        "%s: the difference is %.2g of the results%s, as the rounding of %s is"
                                .formatted(
                                        operation.place(), level, balanced ? ", up and down alike" : "", format.title));
            }
        }
    }

    /** Are all results of one side numbers of a shorter format, and those of the other not? */
    private static void coarse(Operation operation, Values coarse, Values fine, Collector found) {
        for (Format format : Format.values()) {
            int differing = 0;
            int ofCoarse = 0;
            int ofFine = 0;
            for (int i = 0; i < coarse.count(); i++) {
                if (coarse.differs(fine, i)) {
                    differing++;
                    ofCoarse += format.holds(coarse.numbers()[i]) ? 1 : 0;
                    ofFine += format.holds(fine.numbers()[i]) ? 1 : 0;
                }
            }
            if (format.isShorterThan(coarse)
                    && differing >= ENOUGH
                    && ofCoarse == differing
                    && ofFine < differing / 2
                    && !areWhole(coarse)) {
                found.add(
                        Cause.REDUCED_PRECISION,
                        Weight.CONFIRMS,
                        "%s: all %d differing results of one side are numbers of %s, those of the other are not"
                                .formatted(operation.place(), differing, format.title));
                return;
            }
        }
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
    private static void inputs(Operation operation, Values left, Values right, Collector found) {
        for (Format format : Format.values()) {
            if (!format.isShorterThan(left)) {
                continue;
            }
            for (DoubleUnaryOperator rounding : List.<DoubleUnaryOperator>of(format::nearest, format::truncated)) {
                if (isOfRounded(operation, rounding, left, right) || isOfRounded(operation, rounding, right, left)) {
                    found.add(
                            Cause.REDUCED_PRECISION,
                            Weight.CONFIRMS,
                            "%s computed anew: one side has what comes of inputs rounded to %s"
                                    .formatted(operation.place(), format.title));
                    return;
                }
            }
        }
    }

    private static boolean isOfRounded(
            Operation operation, DoubleUnaryOperator rounding, Values rounded, Values other) {
        List<Values> inputs = new ArrayList<>();
        for (Values input : operation.leftInputs()) {
            double[] numbers = input.numbers().clone();
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = input.isFloating() ? rounding.applyAsDouble(numbers[i]) : numbers[i];
            }
            inputs.add(input.with(numbers));
        }
        Operation again = new Operation(
                operation.step(),
                operation.op(),
                operation.phase(),
                operation.attributes(),
                inputs,
                inputs,
                operation.leftOutputs(),
                operation.rightOutputs(),
                null,
                -1);
        return Reduction.of(again)
                .map(of -> of.error(rounded) <= of.bound() && of.error(other) > 4 * of.bound())
                .orElseGet(() -> isElementwise(operation.op(), inputs, rounded));
    }

    private static boolean isElementwise(String op, List<Values> inputs, Values output) {
        if (inputs.size() != 2
                || inputs.get(0).count() != output.count()
                || inputs.get(1).count() != output.count() && inputs.get(1).count() != 1) {
            return false;
        }
        boolean narrow = output.type() == ElementType.F32;
        for (int i = 0; i < output.count(); i++) {
            double a = inputs.get(0).numbers()[i];
            double b = inputs.get(1).numbers()[inputs.get(1).count() == 1 ? 0 : i];
            double value =
                    switch (op) {
                        case "mul" -> a * b;
                        case "add" -> a + b;
                        case "sub" -> a - b;
                        case "div" -> a / b;
                        default -> Double.NaN;
                    };
            if ((narrow ? (float) value : value) != output.numbers()[i]) {
                return false;
            }
        }
        return true;
    }
}
