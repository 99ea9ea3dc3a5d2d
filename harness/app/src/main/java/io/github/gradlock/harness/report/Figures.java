package io.github.gradlock.harness.report;

import io.github.gradlock.harness.PlainText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** How numbers and names are written for a person, whatever the locale. */
public final class Figures {
    private static final int DIGEST_SHOWN = 6;

    private Figures() {}

    /** Groups the digits: {@code 1,214}. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Groups the digits of an integer without sign. */
    public static String grouped(long unsigned) {
        return String.format(Locale.ROOT, "%,d", new BigInteger(Long.toUnsignedString(unsigned)));
    }

    /** Returns {@code 1 case} or {@code 7 cases}. */
    public static String count(long number, String noun) {
        return count(number) + " " + noun + (number == 1 ? "" : "s");
    }

    /** Returns seconds with one digit; empty where they are not known. */
    public static String seconds(double seconds) {
        return Double.isFinite(seconds) ? String.format(Locale.ROOT, "%.1f s", seconds) : "";
    }

    /** Returns a share in percent with two digits, rounded up, so that it never claims too much. */
    public static String percentAtMost(double share) {
        BigDecimal percent = new BigDecimal(share).movePointRight(2).round(new MathContext(2, RoundingMode.CEILING));
        return percent.stripTrailingZeros().toPlainString() + " %";
    }

    /** Returns a share in percent with at most four digits, rounded down, so that it never claims too much. */
    static String percentAtLeast(double share) {
        BigDecimal percent = new BigDecimal(share).movePointRight(2).round(new MathContext(4, RoundingMode.FLOOR));
        return percent.stripTrailingZeros().toPlainString() + " %";
    }

    /** Returns a share that a person gave in percent, with all its digits. */
    static String percent(double share) {
        return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + " %";
    }

    /** Returns the first digits of a digest. */
    public static String digest(String digest) {
        return digest.length() > DIGEST_SHOWN ? digest.substring(0, DIGEST_SHOWN) + "…" : digest;
    }

    /** Returns a number with four digits: {@code 1.192e-07}; whole numbers as they are. */
    public static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? count((long) value)
                : String.format(Locale.ROOT, "%.3e", value);
    }

    /** Returns the name of a constant in words: {@code NOT_RUN} is {@code not run}. */
    public static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Replaces what a terminal or an XML reader would take for an instruction: names come from files that others wrote. */
    public static String plain(String text) {
        return PlainText.of(text);
    }
}
