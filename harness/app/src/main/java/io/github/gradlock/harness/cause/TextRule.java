package io.github.gradlock.harness.cause;

import io.github.gradlock.harness.cause.Diagnosis.Collector;
import io.github.gradlock.harness.cause.Evidence.Weight;
import io.github.gradlock.protocol.ElementType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.IntStream;

/** Whether numbers of one side went through decimal text. */
final class TextRule implements OutputRule {
    /** So many elements are not short decimals by chance. */
    private static final int ENOUGH = 3;

    /** Of decimals that are nearly as long as the numbers, which any rounding may give. */
    private static final int MANY = 12;

    /** What is lost with a fraction is seen; what is smaller may be a rounding. */
    private static final double SEEN = 0x1p-10;

    private static final int MOST_DIGITS = 16;

    private static final int MOST_ELEMENTS = 4096;

    @Override
    public void examine(Facts facts, DifferingOutput output, Collector found) {
        Values left = output.left();
        // What varies was not written and read: text gives the same every time.
        if (left.isOrdinary() && left.count() <= MOST_ELEMENTS && !facts.varies()) {
            examine(output, left, output.right(), found);
            examine(output, output.right(), left, found);
        }
    }

    private static void examine(DifferingOutput output, Values whole, Values written, Collector found) {
        List<Integer> differing = output.differing();
        // Zeros of unlike sign are written alike.
        if (differing.stream()
                .anyMatch(i -> !Double.isFinite(whole.numbers()[i]) || whole.numbers()[i] == written.numbers()[i])) {
            return;
        }
        if (differing.size() >= ENOUGH) {
            // All others have to fit as well, so that many long numbers say as much as many that differ.
            long numbers = IntStream.range(0, whole.count())
                    .filter(i -> whole.numbers()[i] != 0 && digits(whole, i) > shortDigits(whole))
                    .limit(MANY)
                    .count();
            int most = numbers >= MANY ? MOST_DIGITS : shortDigits(whole);
            for (int digits = 1; digits <= most; digits++) {
                if (isRounded(whole, written, differing, digits, true)
                        || isRounded(whole, written, differing, digits, false)) {
                    found.add(
                            Cause.TEXT,
                            Weight.CONFIRMS,
                            "%s: one side has the numbers of the other, rounded to %d decimal digits"
                                    .formatted(output.place(), digits));
                    return;
                }
            }
        }
        int shorter = 0;
        int longer = 0;
        for (int i : differing) {
            int digits = digits(written, i);
            shorter += written.numbers()[i] != 0 && digits <= digits(whole, i) && digits <= shortDigits(whole) ? 1 : 0;
            longer += digits(whole, i) > shortDigits(whole) ? 1 : 0;
        }
        if (differing.size() >= ENOUGH && shorter == differing.size() && 2 * longer > differing.size()) {
            found.add(
                    Cause.TEXT,
                    Weight.POINTS_TO,
                    output.place() + ": all differing numbers of one side are short decimals");
        }
        boolean readable = differing.stream().anyMatch(i -> written.numbers()[i] != 0);
        if (readable
                && differing.stream().anyMatch(i -> isSeen(whole.numbers()[i], written.numbers()[i]))
                && differing.stream().allMatch(i -> isMisread(whole.numbers()[i], written.numbers()[i]))) {
            found.add(
                    Cause.TEXT,
                    Weight.POINTS_TO,
                    output.place() + ": one side has the numbers of the other without their fraction or decimal point");
        }
    }

    private static boolean isRounded(
            Values whole, Values written, List<Integer> differing, int digits, boolean significant) {
        for (int i = 0; i < whole.count(); i++) {
            double number = whole.numbers()[i];
            if (Double.isFinite(number)) {
                BigDecimal exact = new BigDecimal(number);
                double read = read(whole, round(exact, digits, significant, RoundingMode.HALF_EVEN));
                double other = read(whole, round(exact, digits, significant, RoundingMode.DOWN));
                if (read != written.numbers()[i] && other != written.numbers()[i]) {
                    return false;
                }
            }
        }
        return !differing.isEmpty();
    }

    private static BigDecimal round(BigDecimal exact, int digits, boolean significant, RoundingMode mode) {
        return significant ? exact.round(new MathContext(digits, mode)) : exact.setScale(digits, mode);
    }

    private static double read(Values type, BigDecimal decimal) {
        return type.type() == ElementType.F32 ? decimal.floatValue() : decimal.doubleValue();
    }

    /** Returns how many digits the shortest decimal has that reads back. */
    private static int digits(Values values, int index) {
        double number = values.numbers()[index];
        String text = values.type() == ElementType.F32 ? Float.toString((float) number) : Double.toString(number);
        return Double.isFinite(number)
                ? new BigDecimal(text).stripTrailingZeros().precision()
                : Integer.MAX_VALUE;
    }

    private static int shortDigits(Values values) {
        return values.type() == ElementType.F32 ? 6 : 12;
    }

    private static boolean isSeen(double whole, double written) {
        return Math.abs(whole - written) > SEEN * Math.abs(whole);
    }

    /** {@code 1.25} read as 1, as 125, or as 1250. */
    private static boolean isMisread(double whole, double written) {
        if (whole == written || whole == 0 || written == 0) {
            return whole == written || written == 0 && Math.abs(whole) < 1;
        }
        double ratio = written / whole;
        double power = Math.rint(Math.log10(Math.abs(ratio)));
        boolean shifted = power >= 1 && Math.abs(ratio / Math.pow(10, power) - 1) < 1e-6;
        return shifted || written == (whole < 0 ? Math.ceil(whole) : Math.floor(whole));
    }
}
