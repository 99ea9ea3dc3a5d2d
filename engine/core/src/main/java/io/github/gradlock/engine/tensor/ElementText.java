package io.github.gradlock.engine.tensor;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;

/**
 * Writes the elements of a tensor in one common form and width, as PyTorch does: four decimals, or an exponent where the finite
 * values that are not zero differ by more than a factor of 1000, exceed 1e8, or go below 1e-4; whole numbers with a dot alone.
 *
 * <p>Roundings are those of the exact binary value, to nearest, ties to even.
 */
final class ElementText {
    private static final int PRECISION = 4;
    private static final double GREATEST_RATIO = 1000;
    private static final double GREATEST = 1e8;
    private static final double LEAST = 1e-4;

    private final boolean whole;
    private final boolean exponent;
    private final int width;

    private ElementText(boolean whole, boolean exponent, int width) {
        this.whole = whole;
        this.exponent = exponent;
        this.width = width;
    }

    /** Chooses the form for floating values, of which the given ones will be shown. */
    static ElementText forFloating(double... shown) {
        double[] telling = Arrays.stream(shown)
                .filter(value -> Double.isFinite(value) && value != 0)
                .toArray();
        boolean whole = Arrays.stream(telling).allMatch(value -> value == Math.ceil(value));
        double greatest = Arrays.stream(telling).map(Math::abs).max().orElse(1);
        double least = Arrays.stream(telling).map(Math::abs).min().orElse(1);
        boolean exponent = greatest / least > GREATEST_RATIO || greatest > GREATEST || !whole && least < LEAST;
        ElementText unaligned = new ElementText(whole, exponent, 0);
        int width = Arrays.stream(telling)
                .mapToInt(value -> unaligned.of(value).length())
                .max()
                .orElse(1);
        return new ElementText(whole, exponent, width);
    }

    /** Returns the width of an element; one without digits may be wider. */
    int width() {
        return width;
    }

    /** Writes a value, aligned to the right. */
    String of(double value) {
        return aligned(plain(value), width);
    }

    static String aligned(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    private String plain(double value) {
        if (value != value) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        String sign = Double.doubleToRawLongBits(value) < 0 ? "-" : "";
        BigDecimal size = new BigDecimal(Math.abs(value));
        if (exponent) {
            return sign + scientific(size);
        }
        return sign
                + (whole
                        ? size.setScale(0, RoundingMode.HALF_EVEN).toPlainString() + "."
                        : size.setScale(PRECISION, RoundingMode.HALF_EVEN).toPlainString());
    }

    /** Writes {@code 1.2500e-05}: at least two digits of exponent, as in C. */
    private static String scientific(BigDecimal size) {
        if (size.signum() == 0) {
            return "0." + "0".repeat(PRECISION) + "e+00";
        }
        BigDecimal rounded = size.round(new MathContext(PRECISION + 1, RoundingMode.HALF_EVEN));
        int power = rounded.precision() - rounded.scale() - 1;
        String digits = rounded.movePointLeft(power).setScale(PRECISION).toPlainString();
        String number = Integer.toString(Math.abs(power));
        return digits + (power < 0 ? "e-" : "e+") + (number.length() < 2 ? "0" : "") + number;
    }
}
