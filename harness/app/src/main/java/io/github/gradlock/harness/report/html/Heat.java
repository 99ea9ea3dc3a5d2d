package io.github.gradlock.harness.report.html;

import java.util.Locale;

/** Five shades for a share, each with its number or size beside it. */
final class Heat {
    private static final int SHADES = 5;
    private static final int HUNDRED = 100;
    private static final int THREE_DIGITS = 1000;

    private Heat() {}

    /** Returns a number in three characters: thousands as {@code 2k}, nothing as a dot. */
    static String cell(long number) {
        if (number == 0) {
            return " · ";
        }
        String text = number < THREE_DIGITS ? String.valueOf(number) : number / THREE_DIGITS + "k";
        return text.length() == 1 ? " " + text + " " : String.format(Locale.ROOT, "%3s", text);
    }

    /** Returns the class that makes three digits fit, with a blank before it; nothing for fewer. */
    static String width(long number) {
        return number < HUNDRED ? "" : " w";
    }

    /** Returns the class of a shade, {@code h0} for nothing to {@code h5} for the whole. */
    static String shade(long part, long whole) {
        return "h" + level(part, whole);
    }

    /** Returns 0 for nothing, and from 1 to 5 for a share; the steps are equal. */
    static int level(long part, long whole) {
        return part == 0 ? 0 : (int) Math.min(SHADES, (SHADES * part + whole - 1) / whole);
    }
}
