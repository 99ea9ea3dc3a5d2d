package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;

/** Activations and normalising functions of neural networks. */
public final class Activations {
    private static final double SELU_ALPHA = 1.6732632423543772;
    private static final double SELU_SCALE = 1.0507009873554805;

    private Activations() {}

    /** Takes {@code max(x, 0)}; the derivative at zero is zero. */
    public static Tensor relu(Tensor x) {
        return Dispatch.applyOne(UnaryOp.RELU, x);
    }

    /** Takes {@code min(max(x, 0), 6)}; the derivative at both ends is zero. */
    public static Tensor relu6(Tensor x) {
        return hardtanh(x, 0, 6);
    }

    /** Takes x where it is positive, and {@code slope * x} elsewhere. */
    public static Tensor leakyRelu(Tensor x, double slope) {
        return Arithmetic.where(Comparisons.gt(x, 0), x, Arithmetic.mul(x, slope));
    }

    /**
     * Takes x where it is positive, and {@code weight * x} elsewhere. The weight has one element for all, or one for each of the
     * sizes of dimension 1.
     *
     * @throws IllegalArgumentException if the weight has more dimensions, or another number of elements
     */
    public static Tensor prelu(Tensor x, Tensor weight) {
        int channels = x.rank() < 2 ? 1 : x.size(1);
        if (weight.rank() > 1 || weight.numel() != 1 && weight.numel() != channels) {
            throw new IllegalArgumentException("shape mismatch in prelu: input " + x.shape() + ", weight "
                    + weight.shape() + "; one element is wanted, or one for each of the " + channels + " channels");
        }
        return negativeSlope(Comparisons.gt(x, 0), x, Views.along(weight, x.rank(), x.rank() < 2 ? 0 : 1));
    }

    /** Multiplies what is not positive. There is no infinity elsewhere that the weight's derivative could meet with a zero. */
    private static Tensor negativeSlope(Tensor positive, Tensor x, Tensor weight) {
        Tensor negative = Arithmetic.maskedFill(x, positive, 0);
        return Arithmetic.where(positive, x, Arithmetic.mul(weight, negative));
    }

    /** Takes x where it is positive, and x times the middle of an interval elsewhere: rrelu as it is evaluated. */
    public static Tensor rrelu(Tensor x, double lower, double upper) {
        checkInterval("rrelu", lower, upper);
        return leakyRelu(x, (lower + upper) / 2);
    }

    /** Takes x where it is positive, and x times a sample from an interval elsewhere: rrelu in training. */
    public static Tensor rrelu(Tensor x, double lower, double upper, long seed, long stream) {
        checkInterval("rrelu", lower, upper);
        Tensor sample = Randoms.uniform(x, x.shape(), seed, stream);
        Tensor slope = Arithmetic.add(Arithmetic.mul(sample, upper - lower), lower);
        return negativeSlope(Comparisons.not(Comparisons.le(x, 0)), x, slope);
    }

    private static void checkInterval(String op, double lower, double upper) {
        if (!(lower <= upper)) {
            throw new IllegalArgumentException(
                    op + " expected the lower bound not to exceed the upper, got " + lower + " and " + upper);
        }
    }

    /** Takes x above zero, and {@code alpha * (exp(x) - 1)} elsewhere. */
    public static Tensor elu(Tensor x, double alpha) {
        return Dispatch.applyOne(new EluOp(alpha, 1, 1), Operands.floating(x));
    }

    /** Takes x above zero, and {@code alpha * (exp(x / alpha) - 1)} elsewhere. */
    public static Tensor celu(Tensor x, double alpha) {
        if (alpha == 0) {
            throw new IllegalArgumentException("celu divides by alpha, which cannot be 0");
        }
        return Dispatch.applyOne(new EluOp(alpha, 1, 1 / alpha), Operands.floating(x));
    }

    /** Takes elu scaled so that it keeps mean 0 and variance 1; after Klambauer and others, 2017. */
    public static Tensor selu(Tensor x) {
        return Dispatch.applyOne(new EluOp(SELU_ALPHA, SELU_SCALE, 1), Operands.floating(x));
    }

    /** Limits to an interval; the derivative is 1 inside, and 0 elsewhere: at the ends too, other than in clamp. */
    public static Tensor hardtanh(Tensor x, Number low, Number high) {
        checkInterval("hardtanh", low.doubleValue(), high.doubleValue());
        Tensor below = Arithmetic.maskedFill(x, Comparisons.le(x, low), low);
        return Arithmetic.maskedFill(below, Comparisons.ge(x, high), high);
    }

    /** Takes {@code min(max(x + 3, 0), 6) / 6}; the derivative is 1/6 inside, and 0 elsewhere. */
    public static Tensor hardsigmoid(Tensor x) {
        Tensor from = Operands.floating(x);
        Tensor inside = Comparisons.and(Comparisons.gt(from, -3), Comparisons.lt(from, 3));
        Tensor line = Arithmetic.div(Arithmetic.add(from, 3), 6);
        return Arithmetic.where(inside, line, Arithmetic.clamp(Views.detach(line), 0, 1));
    }

    /** Takes {@code x * hardsigmoid(x)}; the derivative at -3 is 0, and at 3 it is 1. */
    public static Tensor hardswish(Tensor x) {
        Tensor from = Operands.floating(x);
        Tensor inside = Comparisons.and(Comparisons.gt(from, -3), Comparisons.lt(from, 3));
        // Zero times an infinity outside would be NaN.
        Tensor near = Arithmetic.maskedFill(from, Comparisons.not(inside), 0);
        Tensor curve = Arithmetic.div(Arithmetic.mul(near, Arithmetic.add(near, 3)), 6);
        Tensor outside = Arithmetic.where(Comparisons.le(from, -3), Arithmetic.mul(from, 0), from);
        return Arithmetic.where(inside, curve, outside);
    }

    /** Takes 0 from {@code -lambda} to {@code lambda}, and x elsewhere. */
    public static Tensor hardshrink(Tensor x, double lambda) {
        return Arithmetic.maskedFill(x, within(x, lambda), 0);
    }

    /** Takes 0 from {@code -lambda} to {@code lambda}, and x brought nearer to zero by lambda elsewhere. */
    public static Tensor softshrink(Tensor x, double lambda) {
        if (!(lambda >= 0)) {
            throw new IllegalArgumentException("softshrink expected lambda not to be negative, got " + lambda);
        }
        Tensor nearer = Arithmetic.sub(x, Arithmetic.mul(Functions.sign(Views.detach(x)), lambda));
        return Arithmetic.maskedFill(nearer, within(x, lambda), 0);
    }

    private static Tensor within(Tensor x, double lambda) {
        return Comparisons.and(Comparisons.ge(x, -lambda), Comparisons.le(x, lambda));
    }

    /** Takes {@code x - tanh(x)}. */
    public static Tensor tanhshrink(Tensor x) {
        return Arithmetic.sub(x, Functions.tanh(x));
    }

    /** Takes x above a threshold, and a value up to it. */
    public static Tensor threshold(Tensor x, Number threshold, Number value) {
        return Arithmetic.maskedFill(x, Comparisons.le(x, threshold), value);
    }

    /** Takes {@code x / (1 + |x|)}. */
    public static Tensor softsign(Tensor x) {
        return Arithmetic.div(x, Arithmetic.add(Arithmetic.abs(x), 1));
    }

    /** Takes {@code x * tanh(softplus(x))}; after Misra, 2019. */
    public static Tensor mish(Tensor x) {
        return Arithmetic.mul(x, Functions.tanh(softplus(x)));
    }

    /**
     * Takes the first half along a dimension times the sigmoid of the second half.
     *
     * @throws IllegalArgumentException if there is no dimension, or its size is odd
     */
    public static Tensor glu(Tensor x, int dim) {
        if (x.rank() == 0) {
            throw new IllegalArgumentException("glu does not support a zero-dimensional input");
        }
        int size = x.size(dim);
        if (size % 2 != 0) {
            throw new IllegalArgumentException(
                    "glu expected an even size, got " + size + " in dimension " + dim + " of shape " + x.shape());
        }
        Tensor gate = Views.narrow(x, dim, size / 2, size / 2);
        return Arithmetic.mul(Views.narrow(x, dim, 0, size / 2), Functions.sigmoid(gate));
    }

    /** Takes {@code x / 2 * (1 + erf(x / sqrt(2)))}. */
    public static Tensor gelu(Tensor x) {
        return Dispatch.applyOne(FormulaOp.GELU, Operands.floating(x));
    }

    /** Takes gelu in its approximation {@code x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 x³)))}. */
    public static Tensor geluTanh(Tensor x) {
        return Dispatch.applyOne(FormulaOp.GELU_TANH, Operands.floating(x));
    }

    /** Takes {@code x * sigmoid(x)}. */
    public static Tensor silu(Tensor x) {
        return Dispatch.applyOne(FormulaOp.SILU, Operands.floating(x));
    }

    /** Takes {@code log(1 + exp(beta x)) / beta}, and x itself where {@code beta x} exceeds the threshold. */
    public static Tensor softplus(Tensor x, double beta, double threshold) {
        return Dispatch.applyOne(new SoftplusOp(beta, threshold), Operands.floating(x));
    }

    /** Takes {@code log(1 + exp(x))}, and x itself above 20. */
    public static Tensor softplus(Tensor x) {
        return softplus(x, 1, 20);
    }

    /** Takes {@code log(sigmoid(x))}. */
    public static Tensor logSigmoid(Tensor x) {
        return Dispatch.applyOne(new LogSigmoidOp(), Operands.floating(x));
    }

    /** Divides exponentials along a dimension by their sum. */
    public static Tensor softmax(Tensor x, int dim) {
        Tensor from = Operands.floating(x);
        return x.rank() == 0
                ? Views.reshape(softmax(Views.reshape(from, 1), 0), x.shape())
                : Dispatch.applyOne(new SoftmaxOp(x.shape().axis(dim)), from);
    }

    /** Converts to a dtype and divides exponentials along a dimension by their sum. */
    public static Tensor softmax(Tensor x, int dim, DType dtype) {
        return softmax(Arithmetic.cast(x, dtype), dim);
    }

    /** Divides exponentials of {@code -x} along a dimension by their sum. */
    public static Tensor softmin(Tensor x, int dim) {
        return softmax(Arithmetic.neg(x), dim);
    }

    /** Converts to a dtype and takes the logarithm of softmax along a dimension. */
    public static Tensor logSoftmax(Tensor x, int dim, DType dtype) {
        return logSoftmax(Arithmetic.cast(x, dtype), dim);
    }

    /** Takes the logarithm of softmax along a dimension. */
    public static Tensor logSoftmax(Tensor x, int dim) {
        Tensor from = Operands.floating(x);
        return x.rank() == 0
                ? Views.reshape(logSoftmax(Views.reshape(from, 1), 0), x.shape())
                : Dispatch.applyOne(new LogSoftmaxOp(x.shape().axis(dim)), from);
    }

    /** Sets elements to zero at random; see {@link Dropouts#dropout}. */
    public static Tensor dropout(Tensor x, double p, long seed, long stream) {
        return Dropouts.dropout(x, p, seed, stream);
    }
}
