package io.github.gradlock.engine.optim;

/** Falls along a cosine and starts anew, each time for longer (Loshchilov and Hutter 2016); {@code CosineAnnealingWarmRestarts}. */
public final class CosineAnnealingWarmRestarts extends LrScheduler {
    private final int first;
    private final int multiple;
    private final double etaMin;

    /** Falls to {@code etaMin} over {@code first} epochs, then over {@code multiple} times as many, and so on. */
    public CosineAnnealingWarmRestarts(Optimizer<?> optimizer, int first, int multiple, double etaMin) {
        super(optimizer);
        this.first = requirePositive("T_0", first);
        this.multiple = requirePositive("T_mult", multiple);
        this.etaMin = etaMin;
    }

    @Override
    double next(int epochNumber, double lr, double base) {
        int length = first;
        int position = epochNumber;
        while (position >= length) {
            position -= length;
            length *= multiple;
        }
        return etaMin + (base - etaMin) * (1 + StrictMath.cos(Math.PI * position / length)) / 2;
    }
}
