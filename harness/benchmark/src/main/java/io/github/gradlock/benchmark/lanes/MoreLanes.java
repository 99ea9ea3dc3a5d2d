package io.github.gradlock.benchmark.lanes;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Arithmetic in lanes with two vectors of partial results, and functions that compiled code takes from a library. */
public final class MoreLanes {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;
    private static final VectorSpecies<Double> FOUR = DoubleVector.SPECIES_256;

    private MoreLanes() {}

    /** Returns the sum in binary32: two vectors in turn, their sum, and its lanes by halves. */
    public static float sum(float... x) {
        int step = 2 * FLOATS.length();
        float[] padded = Arrays.copyOf(x, (x.length + step - 1) / step * step);
        FloatVector even = FloatVector.zero(FLOATS);
        FloatVector odd = FloatVector.zero(FLOATS);
        for (int i = 0; i < padded.length; i += step) {
            even = even.add(FloatVector.fromArray(FLOATS, padded, i));
            odd = odd.add(FloatVector.fromArray(FLOATS, padded, i + FLOATS.length()));
        }
        float[] lanes = even.add(odd).toArray();
        for (int width = lanes.length / 2; width > 0; width /= 2) {
            for (int i = 0; i < width; i++) {
                lanes[i] += lanes[i + width];
            }
        }
        return lanes[0];
    }

    /** Returns the cosine of each element; the length must be a multiple of eight. */
    public static float[] cos(float... x) {
        float[] result = new float[x.length];
        for (int i = 0; i < x.length; i += EIGHT.length()) {
            FloatVector.fromArray(EIGHT, x, i).lanewise(VectorOperators.COS).intoArray(result, i);
        }
        return result;
    }

    /** Returns {@code exp(x) − 1} of each element; the length must be a multiple of four. */
    public static double[] expm1(double... x) {
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i += FOUR.length()) {
            DoubleVector.fromArray(FOUR, x, i).lanewise(VectorOperators.EXPM1).intoArray(result, i);
        }
        return result;
    }
}
