package io.github.gradlock.engine.math;

/**
 * a·b + c with one rounding, the bits of {@link Math#fma}, at a bearable speed where no instruction does it.
 *
 * <p>Without such an instruction {@code Math.fma} computes in {@code BigDecimal}, some hundred times slower. The emulations here
 * compute the exact sum as a rounded one and its error, and round the former to odd, so that the last rounding comes out as if
 * it were the only one (Boldo and Melquiond, "Emulation of a FMA and correctly rounded sums", IEEE Transactions on Computers 57,
 * 2008).
 */
public final class FusedMultiplyAdd {
    /**
     * Whether {@code Math.fma} is fast in this process. Measured, because no JVM tells; a wrong answer costs time, never a bit.
     */
    private static final boolean FAST = measure();

    private static final double SPLITTER = 0x1p27 + 1;

    /** Squares of operands inside this range leave room for exact parts: 2^-400 to 2^400. */
    private static final double LEAST_SQUARE = 0x1p-800;

    private static final double GREATEST_SQUARE = 0x1p800;

    private FusedMultiplyAdd() {}

    /** Returns whether {@code Math.fma} was measured to be quick in this process, as an instruction is. */
    public static boolean isFast() {
        return FAST;
    }

    /** Returns {@code a · b + c} in binary32, rounded once. */
    public static float of(float a, float b, float c) {
        return FAST ? Math.fma(a, b, c) : emulated(a, b, c);
    }

    /** Returns {@code a · b + c} in binary64, rounded once. */
    public static double of(double a, double b, double c) {
        return FAST ? Math.fma(a, b, c) : emulated(a, b, c);
    }

    /** Sets each {@code sums[j]} to {@code factor · row[j] + sums[j]}, fused, in binary32; C2 vectorises it. */
    public static void accumulate(float factor, float[] row, float[] sums) {
        if (FAST) {
            for (int j = 0; j < sums.length; j++) {
                sums[j] = Math.fma(factor, row[j], sums[j]);
            }
        } else {
            for (int j = 0; j < sums.length; j++) {
                sums[j] = emulated(factor, row[j], sums[j]);
            }
        }
    }

    /** Sets each {@code sums[j]} to {@code factor · row[j] + sums[j]}, fused, in binary64. */
    public static void accumulate(double factor, double[] row, double[] sums) {
        if (FAST) {
            for (int j = 0; j < sums.length; j++) {
                sums[j] = Math.fma(factor, row[j], sums[j]);
            }
        } else {
            for (int j = 0; j < sums.length; j++) {
                sums[j] = emulated(factor, row[j], sums[j]);
            }
        }
    }

    /** Returns a·b + c in binary32, by way of binary64, in which the product is exact. */
    static float emulated(float a, float b, float c) {
        double product = (double) a * b;
        double sum = product + c;
        double back = sum - product;
        double error = (product - (sum - back)) + (c - back);
        // An infinite or NaN sum has a NaN error, and is left alone.
        return (float) (error > 0 || error < 0 ? toOdd(sum, error) : sum);
    }

    /** Returns a·b + c in binary64; operands outside 2^±400 go to {@link Math#fma}, zeros excepted. */
    static double emulated(double a, double b, double c) {
        double aa = a * a;
        double bb = b * b;
        if (!(aa > LEAST_SQUARE
                && aa < GREATEST_SQUARE
                && bb > LEAST_SQUARE
                && bb < GREATEST_SQUARE
                && c * c < GREATEST_SQUARE)) {
            return a == 0 || b == 0 ? a * b + c : Math.fma(a, b, c);
        }
        // Dekker's product: high + low is a·b exactly.
        double high = a * b;
        double scaled = SPLITTER * a;
        double aHigh = scaled - (scaled - a);
        double aLow = a - aHigh;
        scaled = SPLITTER * b;
        double bHigh = scaled - (scaled - b);
        double bLow = b - bHigh;
        double low = aLow * bLow - (((high - aHigh * bHigh) - aLow * bHigh) - aHigh * bLow);
        // Knuth's sums: c + low is sum + rest, and high + sum is top + tail, exactly.
        double sum = c + low;
        double back = sum - c;
        double rest = (c - (sum - back)) + (low - back);
        double top = high + sum;
        back = top - high;
        double tail = (high - (top - back)) + (sum - back);
        double small = rest + tail;
        back = small - rest;
        double error = (rest - (small - back)) + (tail - back);
        return top + (error != 0 ? toOdd(small, error) : small);
    }

    /** Moves a sum that was rounded to an even neighbour to the odd one on the side of its error. */
    private static double toOdd(double sum, double error) {
        long bits = Double.doubleToRawLongBits(sum);
        if ((bits & 1) != 0) {
            return sum;
        }
        return Double.longBitsToDouble(error > 0 == sum > 0 ? bits + 1 : bits - 1);
    }

    private static boolean measure() {
        double sink = 0;
        long best = Long.MAX_VALUE;
        for (int trial = 0; trial < 8; trial++) {
            long start = System.nanoTime();
            for (int i = 0; i < 16; i++) {
                sink = Math.fma(sink, 0.75, i + 0.1);
            }
            best = Math.min(best, System.nanoTime() - start);
        }
        return best < 16 * 250 && sink > 0;
    }
}
