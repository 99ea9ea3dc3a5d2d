package io.github.gradlock.engine.kernel.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The vectors of this process: constants, so that the JIT compiler knows their width. It never changes a bit. */
final class Lanes {
    private static final VectorShape SHAPE = shape();

    /** Vectors of binary32. */
    static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, SHAPE);

    /** Vectors of binary64, of the same width in bits. */
    static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(double.class, SHAPE);

    /** Vectors of as many binary32 as {@link #DOUBLES} has binary64: what is computed in binary64 and rounded once. */
    static final VectorSpecies<Float> HALVES =
            VectorSpecies.of(float.class, VectorShape.forBitSize(SHAPE.vectorBitSize() / 2));

    private Lanes() {}

    private static VectorShape shape() {
        String bits = System.getProperty(VectorProvider.BITS_PROPERTY);
        return bits == null
                ? VectorShape.forBitSize(Math.max(
                        128,
                        Math.min(
                                DoubleVector.SPECIES_PREFERRED.vectorBitSize(),
                                FloatVector.SPECIES_512.vectorBitSize())))
                : VectorShape.forBitSize(Integer.parseInt(bits));
    }
}
