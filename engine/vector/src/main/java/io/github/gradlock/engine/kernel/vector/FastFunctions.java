package io.github.gradlock.engine.kernel.vector;

import io.github.gradlock.engine.kernel.UnaryFunction;
import java.util.stream.Stream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * Six elementary functions as one would write them without a contract: in vectors of binary32, by what the JVM offers. On x86 that is Intel's SVML once C2 has
 * compiled a loop and {@link Math} before, so that bits change within a process; what lies behind the last whole vector has the bits of {@link Math} always.
 */
final class FastFunctions implements FloatFunctions.Table {
    private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;
    private static final int LENGTH = FLOATS.length();

    /** About what an element takes the reference. */
    private static final long REFERENCE_NANOS = 20;

    /** erf(x) / x in x² / 8 - 1, for |x| up to 4, at the Chebyshev nodes: 4 units in the last place in binary32. */
    private static final float[] ERF = {
        0x1.6a0406p-2f,
        -0x1.69a0ccp-3f,
        0x1.0dacce0p-3f,
        -0x1.b92f7cp-4f,
        0x1.715014p-4f,
        -0x1.3203p-4f,
        0x1.ed7d7cp-5f,
        -0x1.781290p-5f,
        0x1.03ade6p-5f,
        -0x1.673918p-6f,
        0x1.192390p-6f,
        -0x1.3f3006p-7f,
        0x1.c35f0ap-10f,
        -0x1.56cb70p-10f,
        0x1.88b8aep-9f,
        -0x1.57b4fap-10f
    };

    private static final FloatFunctions.@Nullable Entry[] ENTRIES =
            Stream.of(UnaryFunction.values()).map(FastFunctions::entry).toArray(FloatFunctions.Entry[]::new);

    /** Returns the entry of a function, the strict one of those that are not other here, or null if there is none. */
    @Override
    public FloatFunctions.@Nullable Entry of(UnaryFunction function) {
        return ENTRIES[function.ordinal()];
    }

    @Override
    public boolean isOther(UnaryFunction function) {
        return of(function) != FloatFunctions.of(function);
    }

    private static FloatFunctions.@Nullable Entry entry(UnaryFunction function) {
        return switch (function) {
            case EXP -> new FloatFunctions.Entry(FastFunctions::exp, REFERENCE_NANOS, 0);
            case LOG -> new FloatFunctions.Entry(FastFunctions::log, REFERENCE_NANOS, 0);
            case TANH -> new FloatFunctions.Entry(FastFunctions::tanh, REFERENCE_NANOS, 0);
            case SIGMOID -> new FloatFunctions.Entry(FastFunctions::sigmoid, REFERENCE_NANOS, 0);
            case ERF -> new FloatFunctions.Entry(FastFunctions::erf, REFERENCE_NANOS, 0);
            case RSQRT -> new FloatFunctions.Entry(FastFunctions::rsqrt, REFERENCE_NANOS, 0);
            default -> FloatFunctions.of(function);
        };
    }

    private static void exp(float[] x, int at, float[] out, int to, int count) {
        int i = 0;
        for (; i <= count - LENGTH; i += LENGTH) {
            FloatVector.fromArray(FLOATS, x, at + i)
                    .lanewise(VectorOperators.EXP)
                    .intoArray(out, to + i);
        }
        for (; i < count; i++) {
            out[to + i] = (float) Math.exp(x[at + i]);
        }
    }

    private static void log(float[] x, int at, float[] out, int to, int count) {
        int i = 0;
        for (; i <= count - LENGTH; i += LENGTH) {
            FloatVector.fromArray(FLOATS, x, at + i)
                    .lanewise(VectorOperators.LOG)
                    .intoArray(out, to + i);
        }
        for (; i < count; i++) {
            out[to + i] = (float) Math.log(x[at + i]);
        }
    }

    private static void tanh(float[] x, int at, float[] out, int to, int count) {
        int i = 0;
        for (; i <= count - LENGTH; i += LENGTH) {
            FloatVector.fromArray(FLOATS, x, at + i)
                    .lanewise(VectorOperators.TANH)
                    .intoArray(out, to + i);
        }
        for (; i < count; i++) {
            out[to + i] = (float) Math.tanh(x[at + i]);
        }
    }

    private static void sigmoid(float[] x, int at, float[] out, int to, int count) {
        FloatVector one = FloatVector.broadcast(FLOATS, 1);
        int i = 0;
        for (; i <= count - LENGTH; i += LENGTH) {
            FloatVector e = FloatVector.fromArray(FLOATS, x, at + i).neg().lanewise(VectorOperators.EXP);
            one.div(e.add(one)).intoArray(out, to + i);
        }
        for (; i < count; i++) {
            out[to + i] = (float) (1 / (1 + Math.exp(-x[at + i])));
        }
    }

    private static void erf(float[] x, int at, float[] out, int to, int count) {
        FloatVector eighth = FloatVector.broadcast(FLOATS, 0.125f);
        FloatVector minusOne = FloatVector.broadcast(FLOATS, -1);
        int i = 0;
        for (; i <= count - LENGTH; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(FLOATS, x, at + i).max(-4).min(4);
            FloatVector t = v.mul(v).fma(eighth, minusOne);
            FloatVector sum = FloatVector.broadcast(FLOATS, ERF[ERF.length - 1]);
            for (int n = ERF.length - 2; n >= 0; n--) {
                sum = sum.fma(t, FloatVector.broadcast(FLOATS, ERF[n]));
            }
            sum.mul(v).intoArray(out, to + i);
        }
        for (; i < count; i++) {
            float v = Math.max(-4, Math.min(4, x[at + i]));
            float t = v * v / 8 - 1;
            float sum = ERF[ERF.length - 1];
            for (int n = ERF.length - 2; n >= 0; n--) {
                sum = sum * t + ERF[n];
            }
            out[to + i] = sum * v;
        }
    }

    private static void rsqrt(float[] x, int at, float[] out, int to, int count) {
        FloatVector one = FloatVector.broadcast(FLOATS, 1);
        int i = 0;
        for (; i <= count - LENGTH; i += LENGTH) {
            one.div(FloatVector.fromArray(FLOATS, x, at + i).lanewise(VectorOperators.SQRT))
                    .intoArray(out, to + i);
        }
        for (; i < count; i++) {
            out[to + i] = 1 / (float) Math.sqrt(x[at + i]);
        }
    }
}
