package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.op.ChannelNormalisations;
import io.github.gradlock.engine.tensor.Repr;
import io.github.gradlock.engine.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Normalisation of groups of channels (Wu and He 2018), with weight 1 and bias 0 to begin with. */
public final class GroupNorm extends Module {
    private static final double EPS = 1e-5;

    private final int groups;
    private final int channels;
    private final double eps;
    private final @Nullable Tensor weight;
    private final @Nullable Tensor bias;

    /** Normalises {@code [n, channels, *sizes]} with weight, bias and eps 1e-5; one group a channel is instance normalisation. */
    public GroupNorm(int groups, int channels, Initialiser initialiser) {
        this(groups, channels, EPS, true, initialiser);
    }

    /**
     * Normalises {@code [n, channels, *sizes]}.
     *
     * @param eps what keeps the root off zero
     * @param affine whether a weight is multiplied and a bias added
     * @throws IllegalArgumentException if the channels cannot be divided into the groups
     */
    public GroupNorm(int groups, int channels, double eps, boolean affine, Initialiser initialiser) {
        if (groups < 1 || channels % groups != 0) {
            throw new IllegalArgumentException(
                    "num_channels must be divisible by num_groups, got " + channels + " and " + groups);
        }
        this.groups = groups;
        this.channels = channels;
        this.eps = eps;
        weight = affine ? parameter("weight", initialiser.constant(1, channels)) : null;
        bias = affine ? parameter("bias", initialiser.constant(0, channels)) : null;
    }

    @Override
    public Tensor forward(Tensor input) {
        return ChannelNormalisations.groupNorm(input, groups, weight, bias, eps);
    }

    @Override
    protected String extraRepr() {
        return groups + ", " + channels + ", eps=" + Repr.of(eps) + ", affine=" + Repr.of(weight != null);
    }
}
