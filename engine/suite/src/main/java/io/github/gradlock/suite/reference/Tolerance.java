package io.github.gradlock.suite.reference;

import java.util.Map;
import java.util.TreeMap;

/**
 * How far a float64 value may lie from PyTorch's: {@code |a − b| ≤ atol + rtol·|b|}. Equal infinities and two NaNs agree.
 *
 * @param atol absolute part
 * @param rtol part relative to PyTorch's value
 */
record Tolerance(double atol, double rtol) {
    /** What every case has to meet that is not listed here. */
    static final Tolerance DEFAULT = new Tolerance(1e-9, 1e-7);

    /** Cases that need more, each with the reason. */
    private static final Map<String, Tolerance> OWN = new TreeMap<>();

    /** Returns the tolerance of a case. */
    static Tolerance of(String id) {
        return OWN.getOrDefault(id, DEFAULT);
    }

    boolean allows(double expected, double found) {
        return expected == found
                || expected != expected && found != found
                || Math.abs(found - expected) <= atol + rtol * Math.abs(expected)
                        && Double.isInfinite(expected) == Double.isInfinite(found);
    }
}
