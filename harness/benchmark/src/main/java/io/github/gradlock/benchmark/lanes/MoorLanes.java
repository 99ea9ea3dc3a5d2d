package io.github.gradlock.benchmark.lanes;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Sums, scalar products, arc sines and logarithms in lanes; what compiles one of them changes no other case. */
public final class MoorLanes {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> FOUR = DoubleVector.SPECIES_256;

    private MoorLanes() {}

    /** Returns the sum in binary32: what does not fill a vector first, then whole vectors, and their lanes by halves. */
    public static double sum(double... x) {
        int rest = x.length % FLOATS.length();
        float sum = 0;
        for (int i = 0; i < rest; i++) {
            sum += (float) x[i];
        }
        float[] narrow = new float[x.length - rest];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) x[rest + i];
        }
        FloatVector lanes = FloatVector.zero(FLOATS);
        for (int i = 0; i < narrow.length; i += FLOATS.length()) {
            lanes = lanes.add(FloatVector.fromArray(FLOATS, narrow, i));
        }
        float[] sums = lanes.toArray();
        for (int half = sums.length / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                sums[i] += sums[i + half];
            }
        }
        return sum + sums[0];
    }

    /** Returns the scalar product: whole vectors lane by lane, the rest one by one, and then the lanes from first to last. */
    public static double dot(double[] x, double... y) {
        int whole = DOUBLES.loopBound(x.length);
        DoubleVector lanes = DoubleVector.zero(DOUBLES);
        for (int i = 0; i < whole; i += DOUBLES.length()) {
            lanes = lanes.add(DoubleVector.fromArray(DOUBLES, x, i).mul(DoubleVector.fromArray(DOUBLES, y, i)));
        }
        double sum = 0;
        for (int i = whole; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        for (double lane : lanes.toArray()) {
            sum += lane;
        }
        return sum;
    }

    /** Returns the arc sine of each element; their number must be a multiple of four. */
    public static double[] asin(double... x) {
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i += FOUR.length()) {
            DoubleVector.fromArray(FOUR, x, i).lanewise(VectorOperators.ASIN).intoArray(result, i);
        }
        return result;
    }

    /** Returns the natural logarithm of each element; their number must be a multiple of eight. */
    public static float[] log(float... x) {
        float[] result = new float[x.length];
        for (int i = 0; i < x.length; i += EIGHT.length()) {
            FloatVector.fromArray(EIGHT, x, i).lanewise(VectorOperators.LOG).intoArray(result, i);
        }
        return result;
    }
}
