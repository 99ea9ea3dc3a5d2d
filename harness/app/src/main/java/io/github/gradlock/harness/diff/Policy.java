package io.github.gradlock.harness.diff;

import io.github.gradlock.protocol.ElementType;

/** What differences of a case are allowed. */
public sealed interface Policy {
    /** The default: the same bits; NaN is one value, whatever its payload. */
    Policy BITWISE = new Bitwise();

    /** Returns whether two elements of one type may stand beside each other, by their bits, zero-extended. */
    boolean allows(ElementType type, long a, long b);

    /** Returns whether two elements of one type may stand beside each other. */
    default boolean allows(Scalar a, Scalar b) {
        return allows(a.type(), a.bits(), b.bits());
    }

    /** Returns what it allows, as it is printed: {@code allowed 4 ulp}. */
    String allowed();

    /** Nothing but the same bits. */
    record Bitwise() implements Policy {
        @Override
        public boolean allows(ElementType type, long a, long b) {
            return a == b || (Bits.isNaN(type, a) && Bits.isNaN(type, b));
        }

        @Override
        public String allowed() {
            return "0";
        }
    }

    /**
     * A distance on the grid of the type; +0 and −0 are 0 apart, NaN equals NaN, an infinity only itself, and integers must be
     * equal.
     *
     * @param limit greatest distance, not negative
     */
    record Ulp(long limit) implements Policy {
        @Override
        public boolean allows(ElementType type, long a, long b) {
            if (BITWISE.allows(type, a, b)) {
                return true;
            }
            boolean comparable = type.isFloating() && Bits.isFinite(type, a) && Bits.isFinite(type, b);
            return comparable && Long.compareUnsigned(Ulps.distance(type, a, b), limit) <= 0;
        }

        @Override
        public String allowed() {
            return limit + " ulp";
        }
    }

    /**
     * {@code |a − b| ≤ atol + rtol · max(|a|, |b|)}, in binary64; NaN equals NaN, an infinity only itself.
     *
     * @param rtol relative tolerance, not negative
     * @param atol absolute tolerance, not negative
     */
    record Tolerance(double rtol, double atol) implements Policy {
        @Override
        public boolean allows(ElementType type, long a, long b) {
            if (BITWISE.allows(type, a, b)) {
                return true;
            }
            if (!Bits.isFinite(type, a) || !Bits.isFinite(type, b)) {
                return false;
            }
            double largest = Differences.largest(type, a, b);
            double whole = Differences.absolute(type, a, b);
            if (!Double.isInfinite(whole)) {
                return whole <= atol + rtol * largest;
            }
            // Halved on both sides, because the difference of two binary64 numbers may overflow.
            double half = Math.abs(Bits.toDouble(type, a) / 2 - Bits.toDouble(type, b) / 2);
            return half <= atol / 2 + rtol * (largest / 2);
        }

        @Override
        public String allowed() {
            return "rtol " + rtol + ", atol " + atol;
        }
    }
}
