package io.github.gradlock.engine.optim;

/** The constants of an optimiser's formulas. */
public interface OptimizerOptions {
    /** Returns the learning rate to begin with. */
    double lr();

    /** Refuses a value as PyTorch does. */
    static void requireNotNegative(String name, double value) {
        if (!(value >= 0)) {
            throw new IllegalArgumentException("Invalid " + name + ": " + value);
        }
    }
}
