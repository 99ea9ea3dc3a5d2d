package io.github.gradlock.engine.optim;

/**
 * Swings between the first rate and a least one (Loshchilov and Hutter 2016, without restarts); {@code CosineAnnealingLR}, by PyTorch's
 * recursion: {@code lr ← (1 + cos(π t / tMax)) / (1 + cos(π (t − 1) / tMax)) (lr − etaMin) + etaMin}.
 */
public final class CosineAnnealingLr extends LrScheduler {
    private final int tMax;
    private final double etaMin;

    /**
     * Reaches {@code etaMin} after {@code tMax} epochs, and the first rate again after as many.
     *
     * @throws IllegalArgumentException if {@code tMax} is not positive
     */
    public CosineAnnealingLr(Optimizer<?> optimizer, int tMax, double etaMin) {
        super(optimizer);
        this.tMax = requirePositive("T_max", tMax);
        this.etaMin = etaMin;
    }

    @Override
    double next(int epochNumber, double lr, double base) {
        if ((epochNumber - 1 - tMax) % (2 * tMax) == 0) {
            return lr + (base - etaMin) * (1 - StrictMath.cos(Math.PI / tMax)) / 2;
        }
        return (1 + StrictMath.cos(Math.PI * epochNumber / tMax))
                        / (1 + StrictMath.cos(Math.PI * (epochNumber - 1) / tMax))
                        * (lr - etaMin)
                + etaMin;
    }
}
