package io.github.gradlock.engine.kernel.vector;

import io.github.gradlock.engine.kernel.BinaryFunction;
import org.jspecify.annotations.Nullable;

/**
 * Comparisons of float32 that give bool, and choices by bool: a loop for each, plain, since JDK 17 has no quick way from vectors of
 * four bytes an element to those of one.
 */
final class FloatChoices {
    private FloatChoices() {}

    /** A comparison of elements that lie side by side with others, which may be one number that is repeated (step 0). */
    interface Comparison {
        /** Sets {@code count} elements of {@code out} to 1 where the comparison holds, else to 0. */
        void run(float[] x, int ix, float[] y, int iy, int step, byte[] out, int to, int count);
    }

    /** Returns the comparison, or null if the function is none. */
    static @Nullable Comparison of(BinaryFunction function) {
        return switch (function) {
            case EQ -> FloatChoices::eq;
            case NE -> FloatChoices::ne;
            case LT -> FloatChoices::lt;
            case LE -> FloatChoices::le;
            case GT -> FloatChoices::gt;
            case GE -> FloatChoices::ge;
            default -> null;
        };
    }

    /** Takes {@code a} where the condition holds, else {@code b}; each may be one number that is repeated (step 0). */
    static void where(
            byte[] c,
            int ic,
            float[] a,
            int ia,
            int stepA,
            float[] b,
            int ib,
            int stepB,
            float[] out,
            int to,
            int count) {
        if (stepA == 0) {
            float number = a[ia];
            for (int i = 0; i < count; i++) {
                out[to + i] = c[ic + i] != 0 ? number : b[ib + i * stepB];
            }
        } else if (stepB == 0) {
            float number = b[ib];
            for (int i = 0; i < count; i++) {
                out[to + i] = c[ic + i] != 0 ? a[ia + i] : number;
            }
        } else {
            for (int i = 0; i < count; i++) {
                out[to + i] = c[ic + i] != 0 ? a[ia + i] : b[ib + i];
            }
        }
    }

    private static void eq(float[] x, int ix, float[] y, int iy, int step, byte[] out, int to, int count) {
        for (int i = 0; i < count; i++) {
            out[to + i] = x[ix + i] == y[iy + i * step] ? (byte) 1 : 0;
        }
    }

    private static void ne(float[] x, int ix, float[] y, int iy, int step, byte[] out, int to, int count) {
        for (int i = 0; i < count; i++) {
            out[to + i] = x[ix + i] != y[iy + i * step] ? (byte) 1 : 0;
        }
    }

    private static void lt(float[] x, int ix, float[] y, int iy, int step, byte[] out, int to, int count) {
        for (int i = 0; i < count; i++) {
            out[to + i] = x[ix + i] < y[iy + i * step] ? (byte) 1 : 0;
        }
    }

    private static void le(float[] x, int ix, float[] y, int iy, int step, byte[] out, int to, int count) {
        for (int i = 0; i < count; i++) {
            out[to + i] = x[ix + i] <= y[iy + i * step] ? (byte) 1 : 0;
        }
    }

    private static void gt(float[] x, int ix, float[] y, int iy, int step, byte[] out, int to, int count) {
        for (int i = 0; i < count; i++) {
            out[to + i] = x[ix + i] > y[iy + i * step] ? (byte) 1 : 0;
        }
    }

    private static void ge(float[] x, int ix, float[] y, int iy, int step, byte[] out, int to, int count) {
        for (int i = 0; i < count; i++) {
            out[to + i] = x[ix + i] >= y[iy + i * step] ? (byte) 1 : 0;
        }
    }
}
