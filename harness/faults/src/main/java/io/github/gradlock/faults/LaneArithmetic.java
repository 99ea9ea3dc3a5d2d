package io.github.gradlock.faults;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Arithmetic in as many lanes as this CPU's vectors have; the only class here that needs the Vector API. */
final class LaneArithmetic {
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

    private LaneArithmetic() {}

    /** Returns e to the power of each element; the length must be a multiple of the number of lanes. */
    static double[] exp(double[] x) {
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i += DOUBLES.length()) {
            DoubleVector.fromArray(DOUBLES, x, i).lanewise(VectorOperators.EXP).intoArray(result, i);
        }
        return result;
    }

    /** Returns the sum, added up lane by lane and then over the lanes; the length must be a multiple of their number. */
    static float sum(float[] x) {
        FloatVector lanes = FloatVector.zero(FLOATS);
        for (int i = 0; i < x.length; i += FLOATS.length()) {
            lanes = lanes.add(FloatVector.fromArray(FLOATS, x, i));
        }
        float sum = 0;
        for (float lane : lanes.toArray()) {
            sum += lane;
        }
        return sum;
    }
}
