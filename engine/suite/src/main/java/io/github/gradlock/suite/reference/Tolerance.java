package io.github.gradlock.suite.reference;

/**
 * How far a float64 value may lie from PyTorch's: {@code |a − b| ≤ atol + rtol·|b|}. Equal infinities and two NaNs agree.
 *
 * @param atol absolute part
 * @param rtol part relative to PyTorch's value
 */
record Tolerance(double atol, double rtol) {
    /** What every case has to meet; none needs more. */
    static final Tolerance DEFAULT = new Tolerance(1e-9, 1e-7);

    boolean allows(double expected, double found) {
        return expected == found
                || expected != expected && found != found
                || Math.abs(found - expected) <= atol + rtol * Math.abs(expected)
                        && Double.isInfinite(expected) == Double.isInfinite(found);
    }
}
