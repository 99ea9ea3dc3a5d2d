package io.github.gradlock.engine.kernel.vector;

import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The vectors of this process: constants, so that the JIT compiler knows their width. It never changes a bit. */
final class Lanes {
    private static final VectorShape SHAPE = shape();

    /** Vectors of binary32. */
    static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, SHAPE);

    /** Vectors of binary64, of the same width in bits. */
    static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(double.class, SHAPE);

    /** Vectors of 64 bits, of the same width. */
    static final VectorSpecies<Long> LONGS = VectorSpecies.of(long.class, SHAPE);

    /** Vectors of 32 bits, of the same width. */
    static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SHAPE);

    private Lanes() {}

    /** Returns the bits of the widest vectors that the JVM uses here. */
    static int widest() {
        return VectorShape.preferredShape().vectorBitSize();
    }

    private static VectorShape shape() {
        String bits = System.getProperty(VectorProvider.BITS_PROPERTY);
        // A sum's 64 lanes are whole groups of four vectors up to 512 bits.
        return VectorShape.forBitSize(bits == null ? Math.max(128, Math.min(widest(), 512)) : Integer.parseInt(bits));
    }
}
