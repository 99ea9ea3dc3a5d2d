package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.op.ChannelNormalisations;
import io.github.gradlock.engine.op.RunningStatistics;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;

/**
 * Normalisation of channels (Ioffe and Szegedy 2015), with weight 1 and bias 0 to begin with, eps 1e-5 and momentum 0.1; for all of
 * {@code torch.nn.BatchNorm1d} to {@code 3d}. In training by the batch, whose mean and unbiased variance also move the running ones;
 * in evaluation by these.
 */
public final class BatchNorm extends Module {
    private static final double EPS = 1e-5;
    private static final double MOMENTUM = 0.1;

    private final Tensor weight;
    private final Tensor bias;
    private final RunningStatistics running;
    private final Tensor batches;

    /** Normalises {@code [n, channels]} or {@code [n, channels, *sizes]}. */
    public BatchNorm(int channels, Initialiser initialiser) {
        weight = parameter("weight", initialiser.constant(1, channels));
        bias = parameter("bias", initialiser.constant(0, channels));
        running = new RunningStatistics(
                buffer("running_mean", initialiser.constant(0, channels)),
                buffer("running_var", initialiser.constant(1, channels)),
                MOMENTUM);
        batches = buffer("num_batches_tracked", Tensors.scalar(0, DType.INT64));
    }

    /** Returns the running mean, {@code [channels]}. */
    public Tensor runningMean() {
        return running.mean();
    }

    /** Returns the running variance, {@code [channels]}. */
    public Tensor runningVariance() {
        return running.variance();
    }

    @Override
    public Tensor forward(Tensor input) {
        if (isTraining()) {
            batches.add_(1);
        }
        return ChannelNormalisations.batchNorm(input, running, weight, bias, isTraining(), EPS);
    }

    @Override
    protected String extraRepr() {
        return weight.size(0) + ", eps=1e-05, momentum=0.1";
    }
}
