package io.github.gradlock.harness.cause;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * The number that all elements of an operand are multiplied by before another one is added, where the trace does not say it: a step
 * size, a rate of decay.
 *
 * @param factor operand of the product
 * @param term what is added, of the sign that it is added with
 * @param output that comes of them, to within some roundings
 * @param arithmetic of all of them
 */
record HiddenFactor(double[] factor, double[] term, double[] output, Arithmetic arithmetic) {
    /** Roundings that an element may be off. */
    private static final double ROOM = 2;

    /** More candidates are not tried: then nothing is known of the number. */
    private static final int MOST = 256;

    private static final int MOST_DIGITS = 17;

    /** Returns numbers that every element allows; none if there are none, or too many. */
    List<Double> candidates() {
        double low = Double.NEGATIVE_INFINITY;
        double high = Double.POSITIVE_INFINITY;
        for (int i = 0; i < output.length; i++) {
            if (factor[i] != 0) {
                double product = output[i] - term[i];
                double room = ROOM
                        * arithmetic.unitRoundoff()
                        * (Math.abs(output[i]) + Math.abs(term[i]) + Math.abs(product));
                double one = (product - room) / factor[i];
                double other = (product + room) / factor[i];
                low = Math.max(low, Math.min(one, other));
                high = Math.min(high, Math.max(one, other));
            }
        }
        boolean finite = Double.isFinite(arithmetic.round(low)) && Double.isFinite(arithmetic.round(high));
        return finite && low <= high && low * high > 0 ? between(low, high) : List.of();
    }

    private List<Double> between(double low, double high) {
        List<Double> found = new ArrayList<>();
        double unit = arithmetic.unitInTheLastPlace(low);
        double first = arithmetic.round(low);
        if ((high - first) / unit <= MOST) {
            for (int k = 0; k <= MOST && first + k * unit <= high; k++) {
                found.add(first + k * unit);
            }
        }
        // What people write has few digits.
        BigDecimal middle = new BigDecimal(low + (high - low) / 2);
        for (int digits = 1; digits <= MOST_DIGITS; digits++) {
            double decimal = middle.round(new MathContext(digits, RoundingMode.HALF_EVEN))
                    .doubleValue();
            if (decimal >= low && decimal <= high) {
                found.add(arithmetic.round(decimal));
                return found;
            }
        }
        return found;
    }
}
