package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Normalisation by mean and variance, composed of ops. */
public final class Normalisations {
    private Normalisations() {}

    /**
     * Normalises over the last dimensions, whose sizes are {@code normalized}: {@code (x - mean) / sqrt(var + eps)} with the
     * biased variance, times {@code weight} plus {@code bias} where given, which have the shape {@code normalized}.
     */
    public static Tensor layerNorm(
            Tensor x, Shape normalized, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
        int first = x.rank() - normalized.rank();
        if (first < 0
                || normalized.rank() == 0
                || !Shape.of(Arrays.copyOfRange(x.shape().sizes(), first, x.rank()))
                        .equals(normalized)) {
            throw new IllegalArgumentException(
                    "shape mismatch in layer_norm: input " + x.shape() + ", normalized shape " + normalized);
        }
        checkShape("weight", normalized, weight);
        checkShape("bias", normalized, bias);
        int[] dims = new int[normalized.rank()];
        Arrays.setAll(dims, i -> first + i);
        return scaled(normalised(x, eps, dims), weight, bias);
    }

    private static void checkShape(String name, Shape normalized, @Nullable Tensor tensor) {
        if (tensor != null && !tensor.shape().equals(normalized)) {
            throw new IllegalArgumentException("shape mismatch in layer_norm: " + name + " " + tensor.shape()
                    + ", normalized shape " + normalized);
        }
    }

    /**
     * Normalises each channel of {@code x [n, c, …]} by the mean and biased variance of the batch. Running statistics are the
     * caller's: see {@code nn}.
     */
    public static Tensor batchNorm(Tensor x, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
        if (x.rank() < 2) {
            throw new IllegalArgumentException("batch_norm expected at least 2 dimensions, got " + x.shape());
        }
        Tensor normalised = normalised(x, eps, allBut(x, 1));
        return scaled(normalised, channels(x, weight), channels(x, bias));
    }

    private static Tensor normalised(Tensor x, double eps, int... dims) {
        Tensor deviation = Arithmetic.sub(x, Reductions.mean(x, true, dims));
        Tensor variance = Reductions.mean(Arithmetic.mul(deviation, deviation), true, dims);
        return Arithmetic.mul(deviation, Functions.rsqrt(Arithmetic.add(variance, eps)));
    }

    private static Tensor scaled(Tensor x, @Nullable Tensor weight, @Nullable Tensor bias) {
        Tensor product = weight == null ? x : Arithmetic.mul(x, weight);
        return bias == null ? product : Arithmetic.add(product, bias);
    }

    private static int[] allBut(Tensor x, int axis) {
        int[] dims = new int[x.rank() - 1];
        Arrays.setAll(dims, i -> i < axis ? i : i + 1);
        return dims;
    }

    private static @Nullable Tensor channels(Tensor x, @Nullable Tensor vector) {
        if (vector == null) {
            return null;
        }
        int[] sizes = new int[x.rank()];
        Arrays.fill(sizes, 1);
        sizes[1] = x.size(1);
        return Views.reshape(vector, sizes);
    }
}
