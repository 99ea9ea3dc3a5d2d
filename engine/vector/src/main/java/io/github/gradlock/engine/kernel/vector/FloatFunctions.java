package io.github.gradlock.engine.kernel.vector;

import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.math.Elementary32;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * Functions of binary32 that lie side by side, correctly rounded (rule 5): computed in vectors of binary64 and rounded; those
 * that IEEE 754 fixes, in vectors of binary32.
 */
final class FloatFunctions {
    private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;
    private static final int LENGTH = FLOATS.length();
    private static final FloatVector ONE = FloatVector.broadcast(FLOATS, 1);

    /** Values in binary64 that stay in the first cache: what two loops hand on to one another. */
    private static final int CHUNK = 512;

    /** What an element takes the reference. */
    static final long REFERENCE_NANOS = 20;

    /** The longest that a chunk takes once its loop is compiled. */
    private static final long CHUNK_NANOS = REFERENCE_NANOS * CHUNK;

    private static final ThreadLocal<double[]> VALUES = ThreadLocal.withInitial(() -> new double[CHUNK]);

    private FloatFunctions() {}

    /** A loop over elements that lie side by side, also in place. */
    interface Loop {
        /** Sets {@code count} elements of {@code out} from {@code to} on to the function of those of {@code x} from {@code at} on. */
        void run(float[] x, int at, float[] out, int to, int count);
    }

    /** Returns the loop of a function, or null if it has none here. */
    private static @Nullable Loop loop(UnaryFunction function) {
        return switch (function) {
            case EXP -> rounded(WideFunctions::exp, Elementary32::exp);
            case LOG -> rounded(WideFunctions::log, Elementary32::log);
            case TANH -> rounded(WideFunctions::tanh, Elementary32::tanh);
            case SIGMOID -> rounded(WideFunctions::sigmoid, Elementary32::sigmoid);
            case ERF -> rounded(WideFunctions::erf, Elementary32::erf);
            case RSQRT -> rounded(WideFunctions::rsqrt, Elementary32::rsqrt);
            case NEG -> FloatFunctions::neg;
            case ABS -> FloatFunctions::abs;
            case RELU -> FloatFunctions::relu;
            case RECIPROCAL -> FloatFunctions::reciprocal;
            case SQRT -> FloatFunctions::sqrt;
            default -> null;
        };
    }

    /**
     * A function of this table.
     *
     * @param loop that computes it
     * @param warmth of the loop
     */
    record Entry(Loop loop, Warmth warmth) {}

    private static final @Nullable Entry[] TABLE = table();

    /** Returns the entry of a function, or null if it has none here. */
    static @Nullable Entry of(UnaryFunction function) {
        return TABLE[function.ordinal()];
    }

    private static @Nullable Entry[] table() {
        @Nullable Entry[] table = new Entry[UnaryFunction.values().length];
        for (UnaryFunction function : UnaryFunction.values()) {
            Loop loop = loop(function);
            if (loop != null) {
                Runnable piece = () -> {
                    // With a rest, and one element for the reference, so that no branch is new to the compiler later.
                    float[] x = new float[CHUNK + 3];
                    Arrays.fill(x, 0.75f);
                    x[CHUNK / 2] = Float.NaN;
                    loop.run(x, 0, x, 0, x.length);
                };
                table[function.ordinal()] = new Entry(loop, new Warmth(piece, CHUNK_NANOS));
            }
        }
        return table;
    }

    private static Loop rounded(WideFunctions.Loop wide, Rounding.Reference reference) {
        return (x, at, out, to, count) -> {
            double[] values = VALUES.get();
            int whole = count / Rounding.LENGTH * Rounding.LENGTH;
            for (int i = 0; i < whole; i += CHUNK) {
                int chunk = Math.min(CHUNK, whole - i);
                Rounding.widen(x, at + i, values, chunk);
                wide.run(values, chunk);
                Rounding.round(values, reference, x, at + i, out, to + i, chunk);
            }
            Rounding.each(reference, x, at + whole, out, to + whole, count - whole);
        };
    }

    static void neg(float[] x, int at, float[] out, int to, int count) {
        int i = 0;
        for (; i <= count - LENGTH; i += LENGTH) {
            FloatVector.fromArray(FLOATS, x, at + i).neg().intoArray(out, to + i);
        }
        for (; i < count; i++) {
            out[to + i] = -x[at + i];
        }
    }

    static void abs(float[] x, int at, float[] out, int to, int count) {
        int i = 0;
        for (; i <= count - LENGTH; i += LENGTH) {
            FloatVector.fromArray(FLOATS, x, at + i).abs().intoArray(out, to + i);
        }
        for (; i < count; i++) {
            out[to + i] = Math.abs(x[at + i]);
        }
    }

    static void relu(float[] x, int at, float[] out, int to, int count) {
        int i = 0;
        for (; i <= count - LENGTH; i += LENGTH) {
            FloatVector.fromArray(FLOATS, x, at + i).max(0).intoArray(out, to + i);
        }
        for (; i < count; i++) {
            out[to + i] = Math.max(x[at + i], 0f);
        }
    }

    static void reciprocal(float[] x, int at, float[] out, int to, int count) {
        int i = 0;
        for (; i <= count - LENGTH; i += LENGTH) {
            ONE.div(FloatVector.fromArray(FLOATS, x, at + i)).intoArray(out, to + i);
        }
        for (; i < count; i++) {
            out[to + i] = 1 / x[at + i];
        }
    }

    static void sqrt(float[] x, int at, float[] out, int to, int count) {
        int i = 0;
        for (; i <= count - LENGTH; i += LENGTH) {
            FloatVector.fromArray(FLOATS, x, at + i)
                    .lanewise(VectorOperators.SQRT)
                    .intoArray(out, to + i);
        }
        for (; i < count; i++) {
            out[to + i] = (float) Math.sqrt(x[at + i]);
        }
    }
}
