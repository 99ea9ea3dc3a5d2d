package io.github.gradlock.engine.optim;

/**
 * Lowers the rates when a loss has stopped to fall; {@code ReduceLROnPlateau} in its mode {@code min} with a relative threshold.
 */
public final class ReduceLrOnPlateau {
    private final Optimizer<?> optimizer;
    private final Options options;
    private double best = Double.POSITIVE_INFINITY;
    private int badEpochs;
    private int rest;

    /**
     * When and by how much.
     *
     * @param factor what a rate is multiplied with, below 1
     * @param patience epochs without an improvement that are borne
     * @param threshold share by which a loss must fall to count as improved
     * @param cooldown epochs after a change in which nothing is counted
     * @param minLr least rate
     * @param eps least change of a rate
     */
    public record Options(double factor, int patience, double threshold, int cooldown, double minLr, double eps) {
        /** PyTorch's: a tenth after ten epochs without an improvement of one in ten thousand. */
        public static final Options DEFAULT = new Options(0.1, 10, 1e-4, 0, 0, 1e-8);

        /** Checks the factor. */
        public Options {
            if (!(factor < 1)) {
                throw new IllegalArgumentException("Factor should be < 1.0, got " + factor);
            }
        }
    }

    /** Watches over an optimiser. */
    public ReduceLrOnPlateau(Optimizer<?> optimizer, Options options) {
        this.optimizer = optimizer;
        this.options = options;
    }

    /** Takes note of an epoch's loss. */
    public void step(double loss) {
        if (loss < best * (1 - options.threshold)) {
            best = loss;
            badEpochs = 0;
        } else {
            badEpochs++;
        }
        if (rest > 0) {
            rest--;
            badEpochs = 0;
        }
        if (badEpochs > options.patience) {
            optimizer.groups().forEach(this::reduce);
            rest = options.cooldown;
            badEpochs = 0;
        }
    }

    private void reduce(ParameterGroup<?> group) {
        double lr = Math.max(group.lr() * options.factor, options.minLr);
        if (group.lr() - lr > options.eps) {
            group.setLr(lr);
        }
    }
}
