package io.github.gradlock.harness.diff;

/** What differences of a case are allowed. */
public sealed interface Policy {
    /** The default: the same bits; NaN is one value, whatever its payload. */
    Policy BITWISE = new Bitwise();

    /** Returns whether two elements of one type may stand beside each other. */
    boolean allows(Scalar a, Scalar b);

    /** Returns what it allows, as it is printed: {@code allowed 4 ulp}. */
    String allowed();

    /** Nothing but the same bits. */
    record Bitwise() implements Policy {
        @Override
        public boolean allows(Scalar a, Scalar b) {
            return a.bits() == b.bits() || (a.isNaN() && b.isNaN());
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
        public boolean allows(Scalar a, Scalar b) {
            if (BITWISE.allows(a, b)) {
                return true;
            }
            boolean comparable =
                    a.type().isFloating() && !a.isNaN() && !b.isNaN() && !a.isInfinite() && !b.isInfinite();
            return comparable && Long.compareUnsigned(Ulps.distance(a, b), limit) <= 0;
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
        public boolean allows(Scalar a, Scalar b) {
            if (BITWISE.allows(a, b)) {
                return true;
            }
            if (a.isNaN() || b.isNaN() || a.isInfinite() || b.isInfinite()) {
                return false;
            }
            if (!a.type().isFloating()) {
                return Differences.absoluteOfIntegers(a, b) <= atol + rtol * largest(a, b);
            }
            // Halved on both sides, because the difference of two binary64 numbers may overflow.
            double half = Math.abs(a.toDouble() / 2 - b.toDouble() / 2);
            double whole = Math.abs(a.toDouble() - b.toDouble());
            return Double.isInfinite(whole)
                    ? half <= atol / 2 + rtol * (largest(a, b) / 2)
                    : whole <= atol + rtol * largest(a, b);
        }

        @Override
        public String allowed() {
            return "rtol " + rtol + ", atol " + atol;
        }

        private static double largest(Scalar a, Scalar b) {
            return Math.max(Math.abs(a.toDouble()), Math.abs(b.toDouble()));
        }
    }
}
