package io.github.gradlock.engine.optim;

import java.util.SortedMap;

/** The constants of an optimiser's formulas. */
public interface OptimizerOptions {
    /** Returns the learning rate to begin with. */
    double lr();

    /** Returns the constants under PyTorch's names: numbers, booleans and lists of numbers. */
    SortedMap<String, Object> byName();

    /**
     * Refuses a negative value and NaN as PyTorch does.
     *
     * @throws IllegalArgumentException {@code Invalid learning rate: -1.0} for instance
     */
    static void requireNotNegative(String name, double value) {
        if (!(value >= 0)) {
            throw new IllegalArgumentException("Invalid " + name + ": " + value);
        }
    }
}
