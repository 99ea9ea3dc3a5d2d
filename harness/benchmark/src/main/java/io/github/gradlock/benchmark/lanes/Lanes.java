package io.github.gradlock.benchmark.lanes;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Arithmetic in as many lanes as this CPU's vectors have; the only class here that needs the Vector API. */
public final class Lanes {
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

    private Lanes() {}

    /** Returns the sum in binary32, lane by lane and then over the lanes. */
    public static double singleSum(double... x) {
        FloatVector lanes = FloatVector.zero(FLOATS);
        float[] padded = new float[FLOATS.loopBound(x.length + FLOATS.length() - 1)];
        for (int i = 0; i < x.length; i++) {
            padded[i] = (float) x[i];
        }
        for (int i = 0; i < padded.length; i += FLOATS.length()) {
            lanes = lanes.add(FloatVector.fromArray(FLOATS, padded, i));
        }
        float sum = 0;
        for (float lane : lanes.toArray()) {
            sum += lane;
        }
        return sum;
    }

    /** Returns the scalar product, lane by lane and then over the lanes. */
    public static double dot(double[] x, double... y) {
        int length = DOUBLES.loopBound(x.length + DOUBLES.length() - 1);
        double[] left = Arrays.copyOf(x, length);
        double[] right = Arrays.copyOf(y, length);
        DoubleVector lanes = DoubleVector.zero(DOUBLES);
        for (int i = 0; i < length; i += DOUBLES.length()) {
            lanes = lanes.add(DoubleVector.fromArray(DOUBLES, left, i).mul(DoubleVector.fromArray(DOUBLES, right, i)));
        }
        double sum = 0;
        for (double lane : lanes.toArray()) {
            sum += lane;
        }
        return sum;
    }

    /** Returns e to the power of each element; the length must be a multiple of the number of lanes. */
    public static double[] exp(double... x) {
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i += DOUBLES.length()) {
            DoubleVector.fromArray(DOUBLES, x, i).lanewise(VectorOperators.EXP).intoArray(result, i);
        }
        return result;
    }

    /** Returns the hyperbolic tangent of each element; the length must be a multiple of the number of lanes. */
    public static double[] tanh(double... x) {
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i += DOUBLES.length()) {
            DoubleVector.fromArray(DOUBLES, x, i).lanewise(VectorOperators.TANH).intoArray(result, i);
        }
        return result;
    }
}
