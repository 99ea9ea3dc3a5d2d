package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.tensor.Repr;
import org.jspecify.annotations.Nullable;

/**
 * How channels are normalised by a batch or by instance.
 *
 * @param eps what keeps the root off zero
 * @param momentum weight of a new value in the running ones; null takes the mean of all batches so far
 * @param affine whether a weight is multiplied and a bias added
 * @param trackRunningStats whether training tracks mean and variance, and evaluation uses them
 */
public record NormOptions(double eps, @Nullable Double momentum, boolean affine, boolean trackRunningStats) {
    /** PyTorch's for {@link BatchNorm}: eps 1e-5, momentum 0.1, affine, tracking. */
    public static final NormOptions BATCH = new NormOptions(1e-5, 0.1, true, true);

    /** PyTorch's for {@link InstanceNorm}: eps 1e-5, neither affine nor tracking. */
    public static final NormOptions INSTANCE = new NormOptions(1e-5, 0.1, false, false);

    /** Replaces eps. */
    public NormOptions withEps(double newEps) {
        return new NormOptions(newEps, momentum, affine, trackRunningStats);
    }

    /** Replaces the momentum. */
    public NormOptions withMomentum(@Nullable Double newMomentum) {
        return new NormOptions(eps, newMomentum, affine, trackRunningStats);
    }

    /** Replaces whether there are weight and bias. */
    public NormOptions withAffine(boolean newAffine) {
        return new NormOptions(eps, momentum, newAffine, trackRunningStats);
    }

    /** Replaces whether statistics are tracked. */
    public NormOptions withTrackRunningStats(boolean newTrackRunningStats) {
        return new NormOptions(eps, momentum, affine, newTrackRunningStats);
    }

    /** Returns how PyTorch shows it. */
    String text() {
        return "eps=" + Repr.of(eps) + ", momentum=" + (momentum == null ? "None" : Repr.of(momentum)) + ", affine="
                + Repr.of(affine) + ", track_running_stats=" + Repr.of(trackRunningStats);
    }
}
