package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Normalisation over the last dimensions and over neighbouring channels; {@link ChannelNormalisations} has those by
 * batch, instance and group. A weight is multiplied and a bias added at the end, where they are given.
 *
 * <p>Everything throws {@link IllegalArgumentException} naming op and shapes, if these do not fit.
 */
public final class Normalisations {
    private static final double FLOAT32_EPS = 0x1p-23;
    private static final double FLOAT64_EPS = 0x1p-52;

    private Normalisations() {}

    /**
     * Normalises over the last dimensions, whose sizes are {@code normalized}: {@code (x - mean) / sqrt(var + eps)} with the
     * biased variance. Weight and bias have the shape {@code normalized}.
     */
    public static Tensor layerNorm(
            Tensor x, Shape normalized, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
        int[] dims = trailing("layer_norm", x, normalized);
        checkShape("layer_norm", "weight", normalized, weight);
        checkShape("layer_norm", "bias", normalized, bias);
        return NormaliseOp.of("native_layer_norm", x, eps, weight, bias, dims).output();
    }

    /**
     * Divides by the root of the mean square over the last dimensions, whose sizes are {@code normalized}: {@code x / sqrt(mean(x²)
     * + eps)}. The weight has the shape {@code normalized}.
     *
     * @param eps the difference between 1 and the next number of the dtype, if null
     */
    public static Tensor rmsNorm(Tensor x, Shape normalized, @Nullable Tensor weight, @Nullable Double eps) {
        int[] dims = trailing("rms_norm", x, normalized);
        checkShape("rms_norm", "weight", normalized, weight);
        double least = eps != null ? eps : x.dtype() == DType.FLOAT32 ? FLOAT32_EPS : FLOAT64_EPS;
        Tensor square = Reductions.mean(Arithmetic.mul(x, x), true, dims);
        return scaled(Arithmetic.mul(x, Functions.rsqrt(Arithmetic.add(square, least))), weight, null);
    }

    private static int[] trailing(String op, Tensor x, Shape normalized) {
        int first = x.rank() - normalized.rank();
        if (first < 0
                || normalized.rank() == 0
                || !Shape.of(Arrays.copyOfRange(x.shape().sizes(), first, x.rank()))
                        .equals(normalized)) {
            throw new IllegalArgumentException(
                    "shape mismatch in " + op + ": input " + x.shape() + ", normalized shape " + normalized);
        }
        int[] dims = new int[normalized.rank()];
        Arrays.setAll(dims, i -> first + i);
        return dims;
    }

    private static void checkShape(String op, String name, Shape normalized, @Nullable Tensor tensor) {
        if (tensor != null && !tensor.shape().equals(normalized)) {
            throw new IllegalArgumentException("shape mismatch in " + op + ": " + name + " " + tensor.shape()
                    + ", normalized shape " + normalized);
        }
    }

    /**
     * Divides each element of {@code x [n, c, …]} by {@code (k + alpha · mean of squares)^beta} over {@code size} neighbouring
     * channels, zeros beyond the first and the last: Krizhevsky, Sutskever and Hinton, ImageNet classification with deep
     * convolutional neural networks (2012), section 3.3, with PyTorch's mean in the place of their sum.
     */
    public static Tensor localResponseNorm(Tensor x, int size, double alpha, double beta, double k) {
        if (x.rank() < 3) {
            throw new IllegalArgumentException("local_response_norm expected at least 3 dimensions, got " + x.shape());
        }
        if (size < 1) {
            throw new IllegalArgumentException("local_response_norm expected a positive size, got " + size);
        }
        if (x.numel() == 0) {
            return x;
        }
        Tensor squares = Views.reshape(Arithmetic.mul(x, x), x.size(0), 1, x.size(1), -1);
        Tensor padded = Views.pad(squares, new int[] {0, 0, size / 2, (size - 1) / 2}, 0);
        Tensor means = Views.reshape(Pooling.avgPool2d(padded, Window.sliding(size, 1)), x.shape());
        return Arithmetic.div(x, Arithmetic.pow(Arithmetic.add(Arithmetic.mul(means, alpha), k), beta));
    }

    /** Multiplies and adds what is there. */
    static Tensor scaled(Tensor x, @Nullable Tensor weight, @Nullable Tensor bias) {
        Tensor product = weight == null ? x : Arithmetic.mul(x, weight);
        return bias == null ? product : Arithmetic.add(product, bias);
    }
}
