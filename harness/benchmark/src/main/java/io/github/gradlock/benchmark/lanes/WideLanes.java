package io.github.gradlock.benchmark.lanes;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Sums and scalar products in as many lanes as there are, and functions of four lanes, whose lengths are multiples of four. */
public final class WideLanes {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> FOUR = DoubleVector.SPECIES_256;

    private WideLanes() {}

    /** Returns the sum: whole vectors lane by lane, the lanes from first to last, and the rest one by one. */
    public static double sum(double... x) {
        int whole = DOUBLES.loopBound(x.length);
        DoubleVector lanes = DoubleVector.zero(DOUBLES);
        for (int i = 0; i < whole; i += DOUBLES.length()) {
            lanes = lanes.add(DoubleVector.fromArray(DOUBLES, x, i));
        }
        double sum = 0;
        for (double lane : lanes.toArray()) {
            sum += lane;
        }
        for (int i = whole; i < x.length; i++) {
            sum += x[i];
        }
        return sum;
    }

    /** Returns the scalar product in binary32, lane by lane, and its lanes by pairs of neighbours. */
    public static float dot(float[] x, float... y) {
        int length = FLOATS.loopBound(x.length + FLOATS.length() - 1);
        float[] left = Arrays.copyOf(x, length);
        float[] right = Arrays.copyOf(y, length);
        FloatVector lanes = FloatVector.zero(FLOATS);
        for (int i = 0; i < length; i += FLOATS.length()) {
            lanes = lanes.add(FloatVector.fromArray(FLOATS, left, i).mul(FloatVector.fromArray(FLOATS, right, i)));
        }
        float[] sums = lanes.toArray();
        for (int width = sums.length / 2; width > 0; width /= 2) {
            for (int i = 0; i < width; i++) {
                sums[i] = sums[2 * i] + sums[2 * i + 1];
            }
        }
        return sums[0];
    }

    /** Returns the arc tangent of each element. */
    public static double[] atan(double... x) {
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i += FOUR.length()) {
            DoubleVector.fromArray(FOUR, x, i).lanewise(VectorOperators.ATAN).intoArray(result, i);
        }
        return result;
    }

    /** Returns the hyperbolic cosine of each element. */
    public static double[] cosh(double... x) {
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i += FOUR.length()) {
            DoubleVector.fromArray(FOUR, x, i).lanewise(VectorOperators.COSH).intoArray(result, i);
        }
        return result;
    }
}
