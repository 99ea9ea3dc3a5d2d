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

    /** Normalises {@code [n, channels, *sizes]}; as in PyTorch, a momentum of null counts as 0 here, and what is tracked stays as it is. */
    public InstanceNorm(int channels, NormOptions options, Initialiser initialiser) {
        super(channels, options, initialiser);
    }

    @Override
    public Tensor forward(Tensor input) {
        // PyTorch has the counter here too, and leaves it at zero.
        RunningStatistics running = running(0);
        boolean byInput = isTraining() || running == null;
        return ChannelNormalisations.instanceNorm(input, running, weight, bias, byInput, options.eps());
    }
}
