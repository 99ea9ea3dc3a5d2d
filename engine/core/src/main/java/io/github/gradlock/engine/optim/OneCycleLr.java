package io.github.gradlock.engine.optim;

/**
 * Rises to a greatest rate and falls far below the first one (Smith and Topin 2017), along cosines; {@code OneCycleLR} with two
 * phases, for the learning rate alone.
 */
public final class OneCycleLr extends LrScheduler {
    private static final double RISING = 0.3;
    private static final double FIRST_DIVISOR = 25;
    private static final double LAST_DIVISOR = 1e4;

    private final double maxLr;
    private final int totalSteps;

    /**
     * Rises from {@code maxLr / 25} over 0.3 of the steps, and falls to a ten thousandth of the first rate in the others.
     *
     * <p>A step beyond {@code totalSteps} is an {@link IllegalStateException}; that of number {@code totalSteps} is not, as in
     * PyTorch, and rises again.
     *
     * @throws IllegalArgumentException if there is no step
     */
    public OneCycleLr(Optimizer<?> optimizer, double maxLr, int totalSteps) {
        super(optimizer);
        this.maxLr = maxLr;
        this.totalSteps = requirePositive("total_steps", totalSteps);
        restart();
    }

    @Override
    double first(double base) {
        return rate(0);
    }

    @Override
    double next(int epochNumber, double lr, double base) {
        if (epochNumber > totalSteps) {
            throw new IllegalStateException(
                    "Tried to step " + epochNumber + " times. The specified number of total steps is " + totalSteps);
        }
        return rate(epochNumber);
    }

    /** As PyTorch has it: with three steps or fewer, the rise has ended before the first, which is a part of the fall then. */
    private double rate(int epochNumber) {
        double top = RISING * totalSteps - 1;
        double initial = maxLr / FIRST_DIVISOR;
        if (epochNumber <= top) {
            return between(initial, maxLr, epochNumber / top);
        }
        return between(maxLr, initial / LAST_DIVISOR, (epochNumber - top) / (totalSteps - 1 - top));
    }

    private static double between(double start, double end, double share) {
        return end + (start - end) / 2.0 * (StrictMath.cos(Math.PI * share) + 1);
    }
}
