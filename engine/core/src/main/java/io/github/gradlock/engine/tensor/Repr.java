package io.github.gradlock.engine.tensor;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.Collectors;

/** Writes values as Python does, so that modules and optimisers print like PyTorch's, and alike on every JDK. */
public final class Repr {
    private static final int MOST_DIGITS = 17;
    private static final int FIRST_EXPONENT = 16;
    private static final int LAST_FIXED = -4;

    private Repr() {}

    /** Writes the shortest decimal that is read as the same value: {@code 0.1}, {@code 1.0}, {@code 1e-05}, {@code inf}. */
    public static String of(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        String sign = Double.doubleToRawLongBits(value) < 0 ? "-" : "";
        double size = Math.abs(value);
        if (Double.isInfinite(size)) {
            return sign + "inf";
        }
        if (size == 0) {
            return sign + "0.0";
        }
        BigDecimal digits = shortest(size);
        int power = digits.precision() - digits.scale() - 1;
        if (power >= LAST_FIXED && power < FIRST_EXPONENT) {
            String plain = digits.toPlainString();
            return sign + plain + (plain.contains(".") ? "" : ".0");
        }
        String number = Integer.toString(Math.abs(power));
        return sign
                + digits.movePointLeft(power).toPlainString()
                + (power < 0 ? "e-" : "e+")
                + (number.length() < 2 ? "0" : "")
                + number;
    }

    /** {@link Double#toString} is the shortest from JDK 19 on only. */
    private static BigDecimal shortest(double size) {
        BigDecimal exact = new BigDecimal(size);
        BigDecimal rounded = exact;
        for (int digits = 1; digits <= MOST_DIGITS; digits++) {
            rounded = exact.round(new MathContext(digits));
            if (rounded.doubleValue() == size) {
                break;
            }
        }
        return rounded.stripTrailingZeros();
    }

    /** Writes {@code True} or {@code False}. */
    public static String of(boolean value) {
        return value ? "True" : "False";
    }

    /** Writes {@code (2, 3)}, and {@code (2,)} for a single element. */
    public static String tuple(List<?> values) {
        String joined = values.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return "(" + joined + (values.size() == 1 ? ",)" : ")");
    }
}
