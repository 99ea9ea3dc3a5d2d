package io.github.gradlock.benchmark.lanes;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Exponentials in eight lanes of binary32, arc sines in four of binary64, and sums of any length in as many lanes as there are. */
public final class FellLanes {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;
    private static final VectorSpecies<Double> FOUR = DoubleVector.SPECIES_256;

    private FellLanes() {}

    /** Returns e to the power of each element; the length must be a multiple of eight. */
    public static float[] exp(float... x) {
        float[] result = new float[x.length];
        for (int i = 0; i < x.length; i += EIGHT.length()) {
            FloatVector.fromArray(EIGHT, x, i).lanewise(VectorOperators.EXP).intoArray(result, i);
        }
        return result;
    }

    /** Returns the arc sine of each element; the length must be a multiple of four. */
    public static double[] asin(double... x) {
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i += FOUR.length()) {
            DoubleVector.fromArray(FOUR, x, i).lanewise(VectorOperators.ASIN).intoArray(result, i);
        }
        return result;
    }

    /** Returns the sum in binary32: what fills no vector first, then whole vectors, whose lanes are folded in the middle. */
    public static float sum(float... x) {
        int whole = FLOATS.loopBound(x.length);
        float rest = 0;
        for (int i = whole; i < x.length; i++) {
            rest += x[i];
        }
        FloatVector lanes = FloatVector.zero(FLOATS);
        for (int i = 0; i < whole; i += FLOATS.length()) {
            lanes = lanes.add(FloatVector.fromArray(FLOATS, x, i));
        }
        float[] sums = lanes.toArray();
        for (int width = sums.length / 2; width > 0; width /= 2) {
            for (int i = 0; i < width; i++) {
                sums[i] += sums[i + width];
            }
        }
        return rest + sums[0];
    }

    /** Returns the scalar product: whole vectors lane by lane, the lanes from first to last, and the rest one by one. */
    public static double dot(double[] x, double... y) {
        int whole = DOUBLES.loopBound(x.length);
        DoubleVector lanes = DoubleVector.zero(DOUBLES);
        for (int i = 0; i < whole; i += DOUBLES.length()) {
            lanes = lanes.add(DoubleVector.fromArray(DOUBLES, x, i).mul(DoubleVector.fromArray(DOUBLES, y, i)));
        }
        double sum = 0;
        for (double lane : lanes.toArray()) {
            sum += lane;
        }
        for (int i = whole; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }
}
