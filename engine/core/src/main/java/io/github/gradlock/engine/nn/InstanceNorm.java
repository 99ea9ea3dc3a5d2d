package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.op.ChannelNormalisations;
import io.github.gradlock.engine.op.RunningStatistics;
import io.github.gradlock.engine.tensor.Tensor;

/**
 * Normalisation of each channel of each image by itself (Ulyanov, Vedaldi and Lempitsky 2016); for all of {@code
 * torch.nn.InstanceNorm1d} to {@code 3d}. In evaluation by the running mean and variance, if these are tracked.
 */
public final class InstanceNorm extends ChannelNorm {
    /** Normalises {@code [n, channels, *sizes]}, without parameters and with eps 1e-5. */
    public InstanceNorm(int channels, Initialiser initialiser) {
        this(channels, NormOptions.INSTANCE, initialiser);
    }

    /**
     * Normalises {@code [n, channels, *sizes]}.
     *
     * @throws IllegalArgumentException if there is no momentum, which PyTorch does not have here
     */
    public InstanceNorm(int channels, NormOptions options, Initialiser initialiser) {
        super(channels, options, initialiser);
        if (options.momentum() == null) {
            throw new IllegalArgumentException("InstanceNorm expected a momentum, got none");
        }
    }

    @Override
    public Tensor forward(Tensor input) {
        // PyTorch has the counter here too, and leaves it at zero.
        RunningStatistics running = running(false);
        boolean byInput = isTraining() || running == null;
        return ChannelNormalisations.instanceNorm(input, running, weight, bias, byInput, options.eps());
    }
}
