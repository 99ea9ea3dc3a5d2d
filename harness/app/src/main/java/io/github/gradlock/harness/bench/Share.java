package io.github.gradlock.harness.bench;

/**
 * A share that was counted, with what it may be in truth.
 *
 * @param hits how many
 * @param of how many
 */
public record Share(int hits, int of) {
    /** Of the normal distribution, for 95 %. */
    private static final double Z = 1.959963984540054;

    /** Likewise, for 99.9 %. */
    private static final double SURE = 3.290526731491896;

    /** Returns whether a share lies in Wilson's 99.9 % interval: several are held against it at a time. */
    public boolean isConsistentWith(double share) {
        return Math.abs(share - centre(SURE)) <= margin(SURE);
    }

    /** Returns the share from 0 to 1; 0 of nothing is 0. */
    public double value() {
        return of == 0 ? 0 : (double) hits / of;
    }

    /** Returns the lower end of Wilson's 95 % interval (Wilson, Probable Inference, 1927). */
    public double low() {
        return of == 0 ? 0 : Math.max(0, centre(Z) - margin(Z));
    }

    /** Returns its upper end. */
    public double high() {
        return of == 0 ? 1 : Math.min(1, centre(Z) + margin(Z));
    }

    private double centre(double z) {
        return (value() + z * z / (2 * of)) / (1 + z * z / of);
    }

    private double margin(double z) {
        double spread = value() * (1 - value()) / of + z * z / (4.0 * of * of);
        return z * Math.sqrt(spread) / (1 + z * z / of);
    }

    /** Returns {@code 98.5 % (97.1 … 99.2)}. */
    @Override
    public String toString() {
        return String.format(
                java.util.Locale.ROOT,
                "%.1f %% (%d of %d; 95 %%: %.1f … %.1f)",
                100 * value(),
                hits,
                of,
                100 * low(),
                100 * high());
    }
}
