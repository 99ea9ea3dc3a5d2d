package io.github.gradlock.benchmark.lanes;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Inverse functions in four lanes; lengths are multiples of four. */
public final class QuayLanes {
    private static final VectorSpecies<Double> FOUR = DoubleVector.SPECIES_256;

    private QuayLanes() {}

    /** Returns the arc sine of each element. */
    public static double[] asin(double... x) {
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i += FOUR.length()) {
            DoubleVector.fromArray(FOUR, x, i).lanewise(VectorOperators.ASIN).intoArray(result, i);
        }
        return result;
    }
}
