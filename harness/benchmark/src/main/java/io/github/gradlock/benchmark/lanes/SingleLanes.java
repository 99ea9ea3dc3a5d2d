package io.github.gradlock.benchmark.lanes;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** More arithmetic in lanes: logarithms in binary64, sines and squares in binary32; lengths are multiples of the lanes. */
public final class SingleLanes {
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_256;
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

    private SingleLanes() {}

    /** Returns {@code log(1 + x)} of each element. */
    public static double[] log1p(double... x) {
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i += DOUBLES.length()) {
            DoubleVector.fromArray(DOUBLES, x, i).lanewise(VectorOperators.LOG1P).intoArray(result, i);
        }
        return result;
    }

    /** Returns the sine of each element. */
    public static float[] sin(float... x) {
        float[] result = new float[x.length];
        VectorSpecies<Float> four = FloatVector.SPECIES_128;
        for (int i = 0; i < x.length; i += four.length()) {
            FloatVector.fromArray(four, x, i).lanewise(VectorOperators.SIN).intoArray(result, i);
        }
        return result;
    }

    /** Returns the sum of squares, lane by lane and then from the last lane to the first. */
    public static float squares(float... x) {
        FloatVector lanes = FloatVector.zero(FLOATS);
        for (int i = 0; i < x.length; i += FLOATS.length()) {
            FloatVector part = FloatVector.fromArray(FLOATS, x, i);
            lanes = lanes.add(part.mul(part));
        }
        float[] sums = lanes.toArray();
        float sum = 0;
        for (int i = sums.length - 1; i >= 0; i--) {
            sum += sums[i];
        }
        return sum;
    }
}
