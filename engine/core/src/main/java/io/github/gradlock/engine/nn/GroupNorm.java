package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.op.ChannelNormalisations;
import io.github.gradlock.engine.tensor.Tensor;

/** Normalisation of groups of channels (Wu and He 2018), with weight 1 and bias 0 to begin with, and eps 1e-5. */
public final class GroupNorm extends Module {
    private static final double EPS = 1e-5;

    private final int groups;
    private final Tensor weight;
    private final Tensor bias;

    /** Normalises {@code [n, channels, *sizes]}; as many groups as channels is instance normalisation. */
    public GroupNorm(int groups, int channels, Initialiser initialiser) {
        if (groups < 1 || channels % groups != 0) {
            throw new IllegalArgumentException(
                    "num_channels must be divisible by num_groups, got " + channels + " and " + groups);
        }
        this.groups = groups;
        weight = parameter("weight", initialiser.constant(1, channels));
        bias = parameter("bias", initialiser.constant(0, channels));
    }

    @Override
    public Tensor forward(Tensor input) {
        return ChannelNormalisations.groupNorm(input, groups, weight, bias, EPS);
    }

    @Override
    protected String extraRepr() {
        return groups + ", " + weight.size(0) + ", eps=1e-05";
    }
}
