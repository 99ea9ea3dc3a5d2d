package io.github.gradlock.engine.kernel.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Between binary32 and binary64 values near the exact ones: exact on the way in, correctly rounded on the way out.
 *
 * <p>A value that lies as near to the middle of two binary32 as its error could reach is left to the reference, and so is one that is
 * subnormal in binary32, where the middles lie elsewhere. Only whole vectors of the two widest species are used: on JDK 17 a
 * second species of one type makes objects of all vectors of that type.
 */
final class Rounding {
    private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;
    private static final VectorSpecies<Double> DOUBLES = Lanes.DOUBLES;
    private static final int HALF = DOUBLES.length();

    /** Elements that are taken at once; counts are multiples of it. */
    static final int LENGTH = FLOATS.length();

    /** How near to a middle is in doubt, in units of the last place of binary64: 2^-38 of a value, of which 2^-44 are error. */
    private static final long WINDOW = 1 << 14;

    /** Brings the bits of a binary64 that a binary32 lacks, within the window around their middle, to zero or less than it. */
    private static final LongVector FROM_MIDDLE = longs(WINDOW - (1L << 28));

    private static final LongVector OUTSIDE_WINDOW = longs((1L << 29) - 2 * WINDOW);

    private Rounding() {}

    /** The function, correctly rounded, one by one. */
    interface Reference {
        /** Returns the value at x. */
        float apply(float x);
    }

    /** Widens {@code count} elements of {@code x} from {@code at} on. */
    static void widen(float[] x, int at, double[] y, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(FLOATS, x, at + i);
            ((DoubleVector) v.convertShape(VectorOperators.F2D, DOUBLES, 0)).intoArray(y, i);
            ((DoubleVector) v.convertShape(VectorOperators.F2D, DOUBLES, 1)).intoArray(y, i + HALF);
        }
    }

    /** Sets {@code count} elements of {@code out} to the rounded values {@code y} of the elements of {@code x}; may be in place. */
    static void round(double[] y, Reference reference, float[] x, int at, float[] out, int to, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            DoubleVector low = DoubleVector.fromArray(DOUBLES, y, i);
            DoubleVector high = DoubleVector.fromArray(DOUBLES, y, i + HALF);
            FloatVector result = narrow(low, 0)
                    .reinterpretAsInts()
                    .or(narrow(high, -1).reinterpretAsInts())
                    .reinterpretAsFloats();
            FloatVector size = result.abs();
            // NaN is neither: it is left to the reference.
            boolean ordinary = size.compare(VectorOperators.GT, Float.MIN_NORMAL)
                    .or(size.compare(VectorOperators.EQ, 0))
                    .allTrue();
            if (!ordinary || doubtful(low).or(doubtful(high)).anyTrue()) {
                each(reference, x, at + i, out, to + i, LENGTH);
            } else {
                result.intoArray(out, to + i);
            }
        }
    }

    /** Applies the reference to elements one by one. */
    static void each(Reference reference, float[] x, int at, float[] out, int to, int count) {
        for (int i = 0; i < count; i++) {
            out[to + i] = reference.apply(x[at + i]);
        }
    }

    private static FloatVector narrow(DoubleVector value, int part) {
        return (FloatVector) value.convertShape(VectorOperators.D2F, FLOATS, part);
    }

    private static VectorMask<Long> doubtful(DoubleVector y) {
        return y.reinterpretAsLongs().add(FROM_MIDDLE).and(OUTSIDE_WINDOW).compare(VectorOperators.EQ, 0);
    }

    private static LongVector longs(long value) {
        return LongVector.broadcast(Lanes.LONGS, value);
    }
}
