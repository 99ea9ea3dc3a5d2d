package io.github.gradlock.benchmark.lanes;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Functions in lanes: hyperbolic sines and cube roots in binary64, logarithms in binary32; lengths are multiples of the lanes. */
public final class CurvedLanes {
    private static final VectorSpecies<Double> FOUR = DoubleVector.SPECIES_256;
    private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;

    private CurvedLanes() {}

    /** Returns the hyperbolic sine of each element; the length must be a multiple of four. */
    public static double[] sinh(double... x) {
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i += FOUR.length()) {
            DoubleVector.fromArray(FOUR, x, i).lanewise(VectorOperators.SINH).intoArray(result, i);
        }
        return result;
    }

    /** Returns the cube root of each element; the length must be a multiple of four. */
    public static double[] cbrt(double... x) {
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i += FOUR.length()) {
            DoubleVector.fromArray(FOUR, x, i).lanewise(VectorOperators.CBRT).intoArray(result, i);
        }
        return result;
    }

    /** Returns the natural logarithm of each element; the length must be a multiple of eight. */
    public static float[] log(float... x) {
        float[] result = new float[x.length];
        for (int i = 0; i < x.length; i += EIGHT.length()) {
            FloatVector.fromArray(EIGHT, x, i).lanewise(VectorOperators.LOG).intoArray(result, i);
        }
        return result;
    }
}
