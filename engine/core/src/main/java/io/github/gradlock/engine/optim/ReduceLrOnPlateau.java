package io.github.gradlock.engine.optim;

import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lowers the rates when a loss has stopped to fall, or a score to rise; {@code ReduceLROnPlateau} with a relative threshold, which takes
 * values of one sign: of losses and scores that are not negative.
 */
public final class ReduceLrOnPlateau implements Stateful {
    private static final String BEST = "best";
    private static final String BAD = "num_bad_epochs";
    private static final String REST = "cooldown_counter";
    private static final String RATES = "last_lr";

    private final Optimizer<?> optimizer;
    private final Options options;
    private final Mode mode;
    private double best;
    private int badEpochs;
    private int rest;

    /** Which way is better. */
    public enum Mode {
        /** A loss: below {@code best · (1 − threshold)} is an improvement. */
        MIN,
        /** A score: above {@code best · (1 + threshold)} is an improvement. */
        MAX
    }

    /**
     * When and by how much.
     *
     * @param factor what a rate is multiplied with, below 1
     * @param patience epochs without an improvement that are borne
     * @param threshold share by which a loss must fall, or a score rise, to count as improved
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

    /** Watches over an optimiser by a loss. */
    public ReduceLrOnPlateau(Optimizer<?> optimizer, Options options) {
        this(optimizer, options, Mode.MIN);
    }

    /** Watches over an optimiser by a loss or a score. */
    public ReduceLrOnPlateau(Optimizer<?> optimizer, Options options, Mode mode) {
        this.optimizer = optimizer;
        this.options = options;
        this.mode = mode;
        this.best = mode == Mode.MIN ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }

    /** Takes note of an epoch's loss or score, and lowers the rates if it is the one too many without an improvement. NaN is none. */
    public void step(double loss) {
        if (improves(loss)) {
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

    /** Returns {@code best}, float64, the counts of bad epochs and of those to rest, int64, and {@code last_lr}, {@code [groups]}. */
    @Override
    public Map<String, Tensor> stateDict() {
        Map<String, Tensor> state = new TreeMap<>();
        state.put(BEST, Tensors.scalar(best));
        state.put(BAD, Tensors.scalar((long) badEpochs));
        state.put(REST, Tensors.scalar((long) rest));
        state.put(RATES, LrScheduler.rates(optimizer.groups()));
        return state;
    }

    /** Takes over a state, and sets the rates of the groups to those saved with it. */
    @Override
    public void loadStateDict(Map<String, Tensor> state) {
        SavedState saved = new SavedState(this, state, BEST, BAD, REST, RATES);
        double loadedBest = saved.number(BEST);
        int bad = saved.count(BAD);
        int resting = saved.count(REST);
        double[] rates = saved.rates(RATES, optimizer.groups().size());
        best = loadedBest;
        badEpochs = bad;
        rest = resting;
        LrScheduler.setRates(optimizer.groups(), rates);
    }

    private boolean improves(double value) {
        return mode == Mode.MIN ? value < best * (1 - options.threshold) : value > best * (1 + options.threshold);
    }

    private void reduce(ParameterGroup<?> group) {
        double lr = Math.max(group.lr() * options.factor, options.minLr);
        if (group.lr() - lr > options.eps) {
            group.setLr(lr);
        }
    }
}
