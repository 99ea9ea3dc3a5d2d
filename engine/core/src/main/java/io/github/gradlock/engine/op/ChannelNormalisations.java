package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Normalisation of the channels of {@code x [n, c, …]} by mean and variance. A weight {@code [c]} is multiplied and
 * a bias {@code [c]} added at the end, where they are given.
 *
 * <p>Everything throws {@link IllegalArgumentException} naming op and shapes, if these do not fit.
 */
public final class ChannelNormalisations {
    private ChannelNormalisations() {}

    /**
     * Normalises each channel of {@code x [n, c, …]}: in training by the mean and biased variance of the batch, else by the running
     * ones.
     *
     * <p>Of an input without elements nothing is tracked; it may have a single dimension, as in PyTorch.
     *
     * @param running tracks mean and unbiased variance in training, where given; must be given in evaluation
     * @throws IllegalArgumentException also if training would take the variance of a single value
     */
    public static Tensor batchNorm(
            Tensor x,
            @Nullable RunningStatistics running,
            @Nullable Tensor weight,
            @Nullable Tensor bias,
            boolean training,
            double eps) {
        if (x.rank() == 1 && x.numel() == 0) {
            return Views.copy(x);
        }
        checkChannels("batch_norm", x, running, weight, bias);
        if (!training) {
            return scaled(evaluated("batch_norm", x, running, eps), weight, bias);
        }
        if (x.numel() == 0) {
            return scaled(x, weight, bias);
        }
        requireSeveral("batch_norm", "value per channel", x.numel() / x.size(1), x);
        NormaliseOp.Normalised normalised =
                NormaliseOp.of("native_batch_norm", x, eps, channels(x, weight), channels(x, bias), allBut(x, 1));
        if (running != null) {
            Shape each = Shape.of(x.size(1));
            running.track(
                    Views.reshape(normalised.mean(), each),
                    Views.reshape(unbiased(normalised, x.numel() / x.size(1)), each));
        }
        return normalised.output();
    }

    /** Normalises each channel by the mean and biased variance of the batch, and tracks nothing. */
    public static Tensor batchNorm(Tensor x, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
        return batchNorm(x, null, weight, bias, true, eps);
    }

    private static Tensor evaluated(String op, Tensor x, @Nullable RunningStatistics running, double eps) {
        if (running == null) {
            throw new IllegalArgumentException(op + " expected running mean and variance in evaluation");
        }
        Tensor mean = Views.detach(running.mean());
        Tensor scale = Functions.rsqrt(Arithmetic.add(Views.detach(running.variance()), eps));
        return Arithmetic.mul(Arithmetic.sub(x, Views.along(mean, x.rank(), 1)), Views.along(scale, x.rank(), 1));
    }

    /**
     * Normalises each channel of each image of {@code x [n, c, …]}: by its own mean and biased variance, or by the running ones.
     *
     * @param running tracks the means over the batch of mean and unbiased variance, where given
     * @param useInputStats false to normalise by the running statistics instead
     * @throws IllegalArgumentException also if the variance of a single value would be taken
     */
    public static Tensor instanceNorm(
            Tensor x,
            @Nullable RunningStatistics running,
            @Nullable Tensor weight,
            @Nullable Tensor bias,
            boolean useInputStats,
            double eps) {
        checkChannels("instance_norm", x, running, weight, bias);
        if (!useInputStats) {
            return scaled(evaluated("instance_norm", x, running, eps), weight, bias);
        }
        if (x.numel() == 0) {
            return scaled(x, weight, bias);
        }
        int[] dims = new int[x.rank() - 2];
        Arrays.setAll(dims, i -> 2 + i);
        requireSeveral("instance_norm", "spatial element", x.numel() / x.size(0) / x.size(1), x);
        NormaliseOp.Normalised normalised =
                NormaliseOp.of("instance_norm", x, eps, channels(x, weight), channels(x, bias), dims);
        if (running != null) {
            Shape each = Shape.of(x.size(0), x.size(1));
            Tensor unbiased = unbiased(normalised, x.numel() / each.numel());
            running.track(
                    Reductions.mean(Views.reshape(normalised.mean(), each), false, 0),
                    Reductions.mean(Views.reshape(unbiased, each), false, 0));
        }
        return normalised.output();
    }

    /**
     * Normalises groups of channels of each image of {@code x [n, c, …]} by their mean and biased variance.
     *
     * @param groups how many there are; must divide the number of channels
     */
    public static Tensor groupNorm(Tensor x, int groups, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
        checkChannels("group_norm", x, null, weight, bias);
        if (groups < 1 || x.size(1) % groups != 0) {
            throw new IllegalArgumentException("shape mismatch in group_norm: input " + x.shape()
                    + " has channels that " + groups + " groups do not divide");
        }
        if (x.numel() == 0) {
            return scaled(x, weight, bias);
        }
        requireSeveral("group_norm", "value per channel", x.numel() / groups, x);
        Tensor grouped = Views.reshape(x, x.size(0), groups, x.numel() / x.size(0) / groups);
        Tensor normalised =
                NormaliseOp.of("native_group_norm", grouped, eps, null, null, 2).output();
        return scaled(Views.reshape(normalised, x.shape()), weight, bias);
    }

    /** Returns the variance divided by {@code count - 1}. */
    private static Tensor unbiased(NormaliseOp.Normalised normalised, int count) {
        return Arithmetic.div(normalised.squares(), Math.max(0, count - 1));
    }

    private static void requireSeveral(String op, String what, int count, Tensor x) {
        if (count == 1) {
            throw new IllegalArgumentException(
                    "expected more than 1 " + what + " when training in " + op + ", got input " + x.shape());
        }
    }

    private static void checkChannels(
            String op, Tensor x, @Nullable RunningStatistics running, @Nullable Tensor weight, @Nullable Tensor bias) {
        if (x.rank() < 2) {
            throw new IllegalArgumentException(op + " expected at least 2 dimensions, got " + x.shape());
        }
        Shape each = Shape.of(x.size(1));
        if (weight != null && !weight.shape().equals(each)
                || bias != null && !bias.shape().equals(each)) {
            throw new IllegalArgumentException("shape mismatch in " + op + ": input " + x.shape()
                    + (weight == null ? "" : ", weight " + weight.shape())
                    + (bias == null ? "" : ", bias " + bias.shape()));
        }
        if (running != null) {
            running.check(op, x.size(1));
        }
    }

    private static int[] allBut(Tensor x, int axis) {
        int[] dims = new int[x.rank() - 1];
        Arrays.setAll(dims, i -> i < axis ? i : i + 1);
        return dims;
    }

    private static Tensor scaled(Tensor x, @Nullable Tensor weight, @Nullable Tensor bias) {
        return Normalisations.scaled(x, channels(x, weight), channels(x, bias));
    }

    private static @Nullable Tensor channels(Tensor x, @Nullable Tensor vector) {
        return vector == null ? null : Views.along(vector, x.rank(), 1);
    }
}
