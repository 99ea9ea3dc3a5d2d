package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.op.RunningStatistics;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/** The parameters and buffers that normalisations of channels have in common, with PyTorch's names. */
abstract class ChannelNorm extends Module {
    final NormOptions options;
    final @Nullable Tensor weight;
    final @Nullable Tensor bias;
    private final int channels;
    private final @Nullable Tensor mean;
    private final @Nullable Tensor variance;
    private final @Nullable Tensor batches;

    ChannelNorm(int channels, NormOptions options, Initialiser initialiser) {
        this.channels = channels;
        this.options = options;
        boolean affine = options.affine();
        boolean tracked = options.trackRunningStats();
        weight = affine ? parameter("weight", initialiser.constant(1, channels)) : null;
        bias = affine ? parameter("bias", initialiser.constant(0, channels)) : null;
        mean = tracked ? buffer("running_mean", initialiser.constant(0, channels)) : null;
        variance = tracked ? buffer("running_var", initialiser.constant(1, channels)) : null;
        batches = tracked ? buffer("num_batches_tracked", Tensors.scalar(0, DType.INT64)) : null;
    }

    /** Returns the running mean, {@code [channels]}. */
    public Tensor runningMean() {
        return tracked(mean);
    }

    /** Returns the running variance, {@code [channels]}. */
    public Tensor runningVariance() {
        return tracked(variance);
    }

    private Tensor tracked(@Nullable Tensor statistic) {
        if (statistic == null) {
            throw new IllegalStateException(typeName() + " tracks no running statistics");
        }
        return statistic;
    }

    /** Returns what is tracked, with the weight that a new value has in this call; counts the batch in training. */
    @Nullable
    RunningStatistics running(boolean counting) {
        if (mean == null || variance == null || batches == null) {
            return null;
        }
        if (counting) {
            batches.add_(1);
        }
        Double momentum = options.momentum();
        return new RunningStatistics(mean, variance, momentum == null ? 1 / Math.max(1, batches.item()) : momentum);
    }

    @Override
    protected String extraRepr() {
        return channels + ", " + options.text();
    }
}
