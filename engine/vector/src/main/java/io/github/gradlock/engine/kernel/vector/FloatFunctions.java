package io.github.gradlock.engine.kernel.vector;

import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.math.Elementary32;
import java.util.Arrays;
import java.util.stream.Stream;
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

    /** About what an element takes the reference, of those that it computes in binary64. */
    private static final long REFERENCE_NANOS = 20;

    /**
     * Elements of a piece that is to warm a loop: few, since the compiler counts calls too; more than two chunks, and a rest, so that no
     * branch is new to it later: a longer call would find its code thrown away, and take objects for vectors until it is compiled anew.
     */
    private static final int PIECE = 2 * CHUNK + 16 * LENGTH + 3;

    /** The longest that three pieces take once all loops are compiled, with a margin; in objects they take a hundred times that. */
    private static final long PIECE_NANOS = 40_000;

    private static final ThreadLocal<Chunks> CHUNKS = ThreadLocal.withInitial(() -> new Chunks(CHUNK));

    private FloatFunctions() {}

    /** A loop over elements that lie side by side, also in place. */
    interface Loop {
        /** Sets {@code count} elements of {@code out} from {@code to} on to the function of those of {@code x} from {@code at} on. */
        void run(float[] x, int at, float[] out, int to, int count);
    }

    /** Functions of binary32 with their loops. */
    interface Table {
        /** Returns the entry of a function, or null if it has none. */
        @Nullable
        Entry of(UnaryFunction function);

        /** Returns whether results of a function have other bits than those of the reference. */
        default boolean isOther(UnaryFunction function) {
            return false;
        }
    }

    /**
     * A function of a table.
     *
     * @param loop that computes it
     * @param nanos about what the reference takes for an element
     * @param doubtful an argument whose function is in doubt, where there is such; 0 otherwise
     * @param warmth of the loop
     */
    record Entry(Loop loop, long nanos, float doubtful, Warmth warmth) {
        Entry(Loop loop, long nanos, float doubtful) {
            this(loop, nanos, doubtful, new Warmth(() -> piece(loop, doubtful), PIECE_NANOS));
        }

        private static void piece(Loop loop, float doubtful) {
            float[] x = new float[PIECE];
            float[] out = new float[PIECE];
            Arrays.fill(x, 0.75f);
            loop.run(x, 0, out, 0, PIECE);
            // Now with those that are looked at twice.
            x[1] = doubtful;
            loop.run(x, 0, out, 0, PIECE);
            x[CHUNK + 1] = Float.NaN;
            loop.run(x, 0, out, 0, PIECE);
        }
    }

    private static final @Nullable Entry[] ENTRIES =
            Stream.of(UnaryFunction.values()).map(FloatFunctions::entry).toArray(Entry[]::new);

    /** Returns the entry of a function, or null if it has none here. */
    static @Nullable Entry of(UnaryFunction function) {
        return ENTRIES[function.ordinal()];
    }

    private static @Nullable Entry entry(UnaryFunction function) {
        return switch (function) {
            // Beyond its end each is zero, one or infinite; e^-87 is normal. Last stands an argument whose function is
            // in doubt.
            case EXP -> rounded(WideFunctions::exp, Domain.upTo(87, 105), Elementary32::exp, 0x1.eca4f6p-1f);
            case SIGMOID ->
                rounded(WideFunctions::sigmoid, Domain.upTo(87, 105), Elementary32::sigmoid, 0x1.a14ac8p-1f);
            case TANH -> rounded(WideFunctions::tanh, Domain.normalUpTo(20, 20), Elementary32::tanh, 0x1.416cfep-1f);
            case ERF -> rounded(WideFunctions::erf, Domain.normalUpTo(4, 4), Elementary32::erf, 0x1.89bbfap-1f);
            case LOG -> rounded(WideFunctions::log, Domain.POSITIVE, Elementary32::log, 0x1.aa9a7p-1f);
            case RSQRT -> rounded(WideFunctions::rsqrt, Domain.POSITIVE, Elementary32::rsqrt, 0x1.7431c6p-1f);
            case NEG -> new Entry(FloatFunctions::neg, 1, 0);
            case ABS -> new Entry(FloatFunctions::abs, 1, 0);
            case RELU -> new Entry(FloatFunctions::relu, 1, 0);
            case RECIPROCAL -> new Entry(FloatFunctions::reciprocal, 1, 0);
            case SQRT -> new Entry(FloatFunctions::sqrt, 1, 0);
            default -> null;
        };
    }

    private static Entry rounded(WideFunctions.Loop wide, Domain domain, Rounding.Reference reference, float doubtful) {
        Loop loop = (x, at, out, to, count) -> {
            Chunks chunks = CHUNKS.get();
            chunks.begin(wide, domain, reference);
            int whole = count / Rounding.LENGTH * Rounding.LENGTH;
            for (int i = 0; i < whole; i += CHUNK) {
                chunks.run(x, at + i, out, to + i, Math.min(CHUNK, whole - i));
            }
            int left = count - whole;
            if (left > 0) {
                float[] rest = chunks.rest;
                System.arraycopy(x, at + whole, rest, 0, left);
                Arrays.fill(rest, left, rest.length, rest[0]);
                chunks.run(rest, 0, rest, 0, rest.length);
                System.arraycopy(rest, 0, out, to + whole, left);
            }
        };
        return new Entry(loop, REFERENCE_NANOS, doubtful);
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
