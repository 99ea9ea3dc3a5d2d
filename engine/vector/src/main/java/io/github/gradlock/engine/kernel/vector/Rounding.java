package io.github.gradlock.engine.kernel.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Between binary32 and binary64 values near the exact ones: exact on the way in, correctly rounded on the way out.
 *
 * <p>A value that lies as near to the middle of two binary32 as its error could reach is left to the reference, and so is one that is
 * subnormal in binary32, where the middles lie elsewhere. Only whole vectors of the two widest species are used: on JDK 17 a
 * second species of one type makes objects of all vectors of that type.
 */
final class Rounding {
    private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;
    private static final VectorSpecies<Double> DOUBLES = Lanes.DOUBLES;
    private static final int HALF = DOUBLES.length();

    /** Elements that are taken at once; counts are multiples of it. */
    static final int LENGTH = FLOATS.length();

    /** How near to a middle is in doubt, in units of the last place of binary64: at least 2^-41 of a value, of which 2^-43 are error. */
    private static final long WINDOW = 1 << 12;

    /** Brings the bits of a binary64 that a binary32 lacks, within the window around their middle, to zero or less than it. */
    private static final long FROM_MIDDLE = WINDOW - (1L << 28);

    private static final long OUTSIDE_WINDOW = (1L << 29) - 2 * WINDOW;

    /** Bits of the lower half of a binary64 that belong to the binary32: shifted out, the others' middle is the least int. */
    private static final int KEPT_BITS = 3;

    /** The window, in the lower half of a binary64 whose kept bits are shifted out. */
    private static final int LOW_WINDOW = (int) (WINDOW << KEPT_BITS);

    /** What is less than this, in the lower half brought to the upper one, was in the window. */
    private static final long LOW_MIDDLE_END = Long.MIN_VALUE + (2L * LOW_WINDOW << 32);

    /** More than this is normal in binary32 however it is rounded. */
    private static final double LEAST_NORMAL = Float.MIN_NORMAL;

    /** Less than this is zero in binary32. */
    private static final double LEAST_SUBNORMAL = 0x1p-151;

    private Rounding() {}

    /** The function, correctly rounded, one by one. */
    interface Reference {
        /** Returns the value at x. */
        float apply(float x);
    }

    /** Widens {@code count} elements of {@code x} from {@code at} on, and returns whether all are ordinary ones. */
    static boolean widen(float[] x, int at, double[] wide, int count, Domain domain) {
        IntVector mask = IntVector.broadcast(Lanes.INTS, domain.mask());
        int leastBits = Float.floatToRawIntBits(domain.least());
        int greatestBits = Float.floatToRawIntBits(domain.greatest());
        IntVector least = IntVector.broadcast(Lanes.INTS, leastBits);
        IntVector greatest = IntVector.broadcast(Lanes.INTS, greatestBits);
        for (int i = 0; i < count; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(FLOATS, x, at + i);
            IntVector bits = v.reinterpretAsInts().and(mask);
            least = least.min(bits);
            greatest = greatest.max(bits);
            ((DoubleVector) v.convertShape(VectorOperators.F2D, DOUBLES, 0)).intoArray(wide, i);
            ((DoubleVector) v.convertShape(VectorOperators.F2D, DOUBLES, 1)).intoArray(wide, i + HALF);
        }
        return !least.compare(VectorOperators.LT, leastBits)
                .or(greatest.compare(VectorOperators.GT, greatestBits))
                .anyTrue();
    }

    /** Brings what was widened no further than to the end of the domain. */
    static void clamp(double[] wide, int count, Domain domain) {
        DoubleVector end = DoubleVector.broadcast(DOUBLES, domain.end());
        DoubleVector begin = end.neg();
        for (int i = 0; i < count; i += HALF) {
            DoubleVector.fromArray(DOUBLES, wide, i).max(begin).min(end).intoArray(wide, i);
        }
    }

    /**
     * Sets {@code count} elements of {@code out} to the rounded values {@code y}, which are normal in binary32 or zero, and returns whether none of them
     * was in doubt; if one was, they have to be rounded carefully.
     */
    static boolean round(double[] y, float[] out, int to, int count) {
        IntVector window = IntVector.broadcast(Lanes.INTS, LOW_WINDOW);
        IntVector nearest = window;
        for (int i = 0; i < count; i += LENGTH) {
            DoubleVector low = DoubleVector.fromArray(DOUBLES, y, i);
            DoubleVector high = DoubleVector.fromArray(DOUBLES, y, i + HALF);
            narrow(low, high).intoArray(out, to + i);
            nearest = nearest.min(low.reinterpretAsInts()
                            .lanewise(VectorOperators.LSHL, KEPT_BITS)
                            .add(window))
                    .min(high.reinterpretAsInts()
                            .lanewise(VectorOperators.LSHL, KEPT_BITS)
                            .add(window));
        }
        // What the upper halves of the values left is of no interest.
        LongVector lowHalves = nearest.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 32);
        return !lowHalves.compare(VectorOperators.LT, LOW_MIDDLE_END).anyTrue();
    }

    /** Sets {@code count} elements of {@code out} to the rounded values {@code y} of {@code x}, and asks the reference where it has to. */
    static void roundCarefully(
            double[] x, double[] y, Domain domain, Reference reference, float[] out, int to, int count) {
        for (int i = 0; i < count; i += HALF) {
            DoubleVector v = DoubleVector.fromArray(DOUBLES, x, i);
            DoubleVector value = DoubleVector.fromArray(DOUBLES, y, i);
            DoubleVector size = value.abs();
            // NaN is in no domain.
            boolean certain = v.compare(VectorOperators.GE, domain.low())
                    .and(v.compare(VectorOperators.LE, domain.high()))
                    .and(size.compare(VectorOperators.GT, LEAST_NORMAL)
                            .or(size.compare(VectorOperators.LT, LEAST_SUBNORMAL)))
                    .allTrue();
            boolean doubtful = value.reinterpretAsLongs()
                    .add(FROM_MIDDLE)
                    .and(OUTSIDE_WINDOW)
                    .compare(VectorOperators.EQ, 0)
                    .anyTrue();
            boolean asked = !certain || doubtful;
            for (int k = i; k < i + HALF; k++) {
                out[to + k] = asked && !isCertain(x[k], y[k], domain) ? reference.apply((float) x[k]) : (float) y[k];
            }
        }
    }

    private static boolean isCertain(double x, double y, Domain domain) {
        double size = Math.abs(y);
        return x >= domain.low()
                && x <= domain.high()
                && (size > LEAST_NORMAL || size < LEAST_SUBNORMAL)
                && (Double.doubleToRawLongBits(y) + FROM_MIDDLE & OUTSIDE_WINDOW) != 0;
    }

    private static FloatVector narrow(DoubleVector low, DoubleVector high) {
        return ((FloatVector) low.convertShape(VectorOperators.D2F, FLOATS, 0))
                .reinterpretAsInts()
                .or(((FloatVector) high.convertShape(VectorOperators.D2F, FLOATS, -1)).reinterpretAsInts())
                .reinterpretAsFloats();
    }
}
