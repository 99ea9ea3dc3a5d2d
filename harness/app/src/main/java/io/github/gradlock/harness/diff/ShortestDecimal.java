package io.github.gradlock.harness.diff;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/**
 * Writes a floating value with the fewest digits that read back as the same value on its own grid.
 *
 * <p>The JDK's own conversion does so only from release 19 on, and not for the 16-bit types. A decimal reads back if it lies
 * between the midpoints to both neighbours; a midpoint itself belongs to the neighbour with even bits.
 */
final class ShortestDecimal {
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final List<RoundingMode> ROUNDINGS =
            List.of(RoundingMode.HALF_EVEN, RoundingMode.FLOOR, RoundingMode.CEILING);
    private static final int PLAIN_EXPONENT = 16;

    private ShortestDecimal() {}

    static String of(Scalar value) {
        if (value.isNaN()) {
            return "NaN";
        }
        String sign = value.isNegative() ? "-" : "";
        if (value.isInfinite()) {
            return sign + "Infinity";
        }
        if (value.isZero()) {
            return sign + "0";
        }
        long place = Math.abs(value.ordinal());
        return sign + text(shortest(Scalar.ofOrdinal(value.type(), place)));
    }

    private static BigDecimal shortest(Scalar positive) {
        BigDecimal exact = new BigDecimal(positive.toDouble());
        BigDecimal below = midpoint(exact, positive, -1);
        BigDecimal above = midpoint(exact, positive, 1);
        boolean even = (positive.bits() & 1) == 0;
        for (int digits = 1; ; digits++) {
            for (RoundingMode rounding : ROUNDINGS) {
                BigDecimal candidate = exact.round(new MathContext(digits, rounding));
                int low = candidate.compareTo(below);
                int high = candidate.compareTo(above);
                if (even ? low >= 0 && high <= 0 : low > 0 && high < 0) {
                    return candidate;
                }
            }
        }
    }

    private static BigDecimal midpoint(BigDecimal exact, Scalar positive, int step) {
        Scalar neighbour = Scalar.ofOrdinal(positive.type(), positive.ordinal() + step);
        if (neighbour.isInfinite()) {
            BigDecimal below = midpoint(exact, positive, -1);
            return exact.add(exact.subtract(below));
        }
        return exact.add(new BigDecimal(neighbour.toDouble())).divide(TWO);
    }

    private static String text(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        int exponent = stripped.precision() - stripped.scale() - 1;
        return exponent >= -5 && exponent <= PLAIN_EXPONENT ? stripped.toPlainString() : stripped.toString();
    }
}
