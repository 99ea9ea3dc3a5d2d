package io.github.gradlock.harness;

import java.util.Locale;

/** Numbers of bytes, for people. */
public final class ByteCount {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB"};

    private ByteCount() {}

    /** Returns {@code 12.5 MiB} for instance. */
    public static String text(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }
}
