package io.github.gradlock.benchmark.lanes;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Arithmetic in lanes on two arrays of one length. */
public final class PairLanes {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> FOUR = DoubleVector.SPECIES_256;

    private PairLanes() {}

    /** Returns the scalar product in binary32: whole vectors first, then their lanes, then what is left one by one. */
    public static float dot(float[] x, float... y) {
        FloatVector lanes = FloatVector.zero(FLOATS);
        int whole = FLOATS.loopBound(x.length);
        for (int i = 0; i < whole; i += FLOATS.length()) {
            lanes = lanes.add(FloatVector.fromArray(FLOATS, x, i).mul(FloatVector.fromArray(FLOATS, y, i)));
        }
        float sum = 0;
        for (float lane : lanes.toArray()) {
            sum += lane;
        }
        for (int i = whole; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    /** Returns the length of the hypotenuse for each pair of legs; the length must be a multiple of four. */
    public static double[] hypot(double[] x, double... y) {
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i += FOUR.length()) {
            DoubleVector.fromArray(FOUR, x, i)
                    .lanewise(VectorOperators.HYPOT, DoubleVector.fromArray(FOUR, y, i))
                    .intoArray(result, i);
        }
        return result;
    }

    /** Returns the angle of each point {@code (x, y)}; the length must be a multiple of four. */
    public static double[] atan2(double[] y, double... x) {
        double[] result = new double[y.length];
        for (int i = 0; i < y.length; i += FOUR.length()) {
            DoubleVector.fromArray(FOUR, y, i)
                    .lanewise(VectorOperators.ATAN2, DoubleVector.fromArray(FOUR, x, i))
                    .intoArray(result, i);
        }
        return result;
    }
}
