package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.op.ChannelNormalisations;
import io.github.gradlock.engine.op.RunningStatistics;
import io.github.gradlock.engine.tensor.Tensor;

/**
 * Normalisation of channels (Ioffe and Szegedy 2015), with weight 1 and bias 0 to begin with; for all of {@code torch.nn.BatchNorm1d} to
 * {@code 3d}. In training by the batch, whose mean and unbiased variance also move the running ones; in evaluation by these, or by the
 * batch too if none are tracked.
 */
public final class BatchNorm extends ChannelNorm {
    /** Normalises {@code [n, channels]} or {@code [n, channels, *sizes]}, with eps 1e-5 and momentum 0.1. */
    public BatchNorm(int channels, Initialiser initialiser) {
        this(channels, NormOptions.BATCH, initialiser);
    }

    /** Normalises {@code [n, channels]} or {@code [n, channels, *sizes]}. */
    public BatchNorm(int channels, NormOptions options, Initialiser initialiser) {
        super(channels, options, initialiser);
    }

    @Override
    public Tensor forward(Tensor input) {
        RunningStatistics running = running(isTraining());
        boolean byBatch = isTraining() || running == null;
        return ChannelNormalisations.batchNorm(input, running, weight, bias, byBatch, options.eps());
    }
}
