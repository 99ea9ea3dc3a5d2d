package io.github.gradlock.probe;

/**
 * Checks that this thread keeps subnormal numbers: a native library built with fast-math can make the processor flush
 * them to zero for all that follows (JDK-8295159).
 */
final class Subnormals {
    // Volatile, so that the compiler cannot compute the products itself.
    private static volatile float floatLeast = Float.MIN_NORMAL;
    private static volatile double doubleLeast = Double.MIN_NORMAL;

    private Subnormals() {}

    /** Returns {@code kept}, or {@code flushed to zero}. */
    static String state() {
        float floatHalf = floatLeast * 0.5f;
        double doubleHalf = doubleLeast * 0.5;
        // Read back as operands as well: a processor can flush results, or treat operands as zero.
        boolean kept = Float.floatToRawIntBits(floatHalf) == 0x0040_0000
                && Double.doubleToRawLongBits(doubleHalf) == 0x0008_0000_0000_0000L
                && Float.floatToRawIntBits(floatHalf + floatHalf) == 0x0080_0000
                && Double.doubleToRawLongBits(doubleHalf + doubleHalf) == 0x0010_0000_0000_0000L;
        return kept ? "kept" : "flushed to zero";
    }
}
