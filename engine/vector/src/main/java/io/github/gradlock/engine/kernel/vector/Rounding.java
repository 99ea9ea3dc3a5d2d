package io.github.gradlock.engine.kernel.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Rounds binary64 values that are near the exact ones to binary32, correctly: where both ends of the interval that the exact value
 * lies in round to one number, that is it (Ziv, "Fast evaluation of elementary mathematical functions with correctly rounded last
 * bit", ACM TOMS 17, 1991); elsewhere the reference decides.
 */
final class Rounding {
    private static final VectorSpecies<Double> DOUBLES = Lanes.DOUBLES;
    private static final VectorSpecies<Float> HALVES = Lanes.HALVES;
    private static final int LENGTH = DOUBLES.length();

    /** The ends of the interval, relative to the value; 16 times as far as any of {@link WideFunctions} is off. */
    private static final DoubleVector LESS = DoubleVector.broadcast(DOUBLES, 1 - 0x1p-40);

    private static final DoubleVector MORE = DoubleVector.broadcast(DOUBLES, 1 + 0x1p-40);

    private Rounding() {}

    /** The function, correctly rounded, one by one. */
    interface Reference {
        /** Returns the value at x. */
        float apply(float x);
    }

    /** Sets {@code count} elements of {@code out} to the rounded values {@code y} of the elements of {@code x}; may be in place. */
    static void round(double[] y, Reference reference, float[] x, int at, float[] out, int to, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            DoubleVector value = DoubleVector.fromArray(DOUBLES, y, i);
            FloatVector least = narrow(value.mul(LESS));
            // NaN equals nothing, and is left to the reference.
            if (least.compare(VectorOperators.EQ, narrow(value.mul(MORE))).allTrue()) {
                least.intoArray(out, to + i);
            } else {
                each(reference, x, at + i, out, to + i, LENGTH);
            }
        }
    }

    /** Applies the reference to elements one by one. */
    static void each(Reference reference, float[] x, int at, float[] out, int to, int count) {
        for (int i = 0; i < count; i++) {
            out[to + i] = reference.apply(x[at + i]);
        }
    }

    private static FloatVector narrow(DoubleVector value) {
        return (FloatVector) value.convertShape(VectorOperators.D2F, HALVES, 0);
    }
}
