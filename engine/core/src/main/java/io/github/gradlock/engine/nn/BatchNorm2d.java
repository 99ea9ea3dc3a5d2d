package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.autograd.Autograd;
import io.github.gradlock.engine.op.Normalisations;
import io.github.gradlock.engine.op.Views;
import io.github.gradlock.engine.tensor.Tensor;

/**
 * Normalisation of channels, with weight 1 and bias 0 to begin with, eps 1e-5 and momentum 0.1. In training by the batch, whose
 * mean and unbiased variance also move the running ones; in evaluation by these.
 */
public final class BatchNorm2d extends Module {
    private static final double EPS = 1e-5;
    private static final double MOMENTUM = 0.1;

    private final Tensor weight;
    private final Tensor bias;
    private final Tensor runningMean;
    private final Tensor runningVariance;

    /** Normalises {@code [n, channels, h, w]}. */
    public BatchNorm2d(int channels, Initialiser initialiser) {
        weight = parameter("weight", initialiser.constant(1, channels));
        bias = parameter("bias", initialiser.constant(0, channels));
        runningMean = initialiser.constant(0, channels);
        runningVariance = initialiser.constant(1, channels);
    }

    /** Returns the running mean, {@code [channels]}. */
    public Tensor runningMean() {
        return runningMean;
    }

    /** Returns the running variance, {@code [channels]}. */
    public Tensor runningVariance() {
        return runningVariance;
    }

    @Override
    public Tensor forward(Tensor input) {
        if (isTraining()) {
            track(runningMean, Autograd.noGrad(() -> input.mean(false, 0, 2, 3)));
            track(runningVariance, Autograd.noGrad(() -> input.var(1, false, 0, 2, 3)));
            return Normalisations.batchNorm(input, weight, bias, EPS);
        }
        Tensor scale = runningVariance.add(EPS).rsqrt();
        return input.sub(channel(runningMean))
                .mul(channel(scale))
                .mul(channel(weight))
                .add(channel(bias));
    }

    private static void track(Tensor running, Tensor batch) {
        Autograd.noGrad(() -> running.copy_(running.mul(1 - MOMENTUM).add(batch.mul(MOMENTUM))));
    }

    private static Tensor channel(Tensor vector) {
        return Views.along(vector, 4, 1);
    }
}
