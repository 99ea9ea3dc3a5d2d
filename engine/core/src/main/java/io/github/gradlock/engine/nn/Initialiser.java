package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.autograd.Autograd;
import io.github.gradlock.engine.kernel.Providers;
import io.github.gradlock.engine.linalg.Linalg;
import io.github.gradlock.engine.op.Arithmetic;
import io.github.gradlock.engine.op.Comparisons;
import io.github.gradlock.engine.op.Functions;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.stream.IntStream;

/**
 * Draws first values of parameters from Philox: each drawing takes the next stream of the seed.
 *
 * <p>Values are drawn in float64 and rounded to the dtype, so that a model begins at the same point in both. They are new tensors:
 * {@code parameter.detach().copy_(initialiser.kaiming(…))} begins anew with an existing parameter, as {@code torch.nn.init} does. The
 * numbers are not those that PyTorch's generators give.
 */
public final class Initialiser {
    private static final double TWO_PI = 6.283185307179586;
    private static final int MOST_ROUNDS = 1000;

    private final long seed;
    private final DType dtype;
    private long stream;

    /** Draws parameters of a dtype from a seed. */
    public Initialiser(long seed, DType dtype) {
        this.seed = seed;
        this.dtype = dtype;
    }

    /** Draws evenly between {@code -bound} and {@code bound}. */
    public Tensor uniform(double bound, int... sizes) {
        return Autograd.noGrad(() -> next(sizes).mul(2 * bound).sub(bound).to(dtype));
    }

    /** Draws from the normal distribution with mean 0 and variance 1, by the transform of Box and Muller. */
    public Tensor normal(int... sizes) {
        return Autograd.noGrad(() -> standard(sizes).to(dtype));
    }

    private Tensor standard(int... sizes) {
        Tensor radius = Arithmetic.rsub(1, next(sizes)).log().mul(-2.0).sqrt();
        return radius.mul(Functions.cos(next(sizes).mul(TWO_PI)));
    }

    /** Draws evenly from {@code low} to {@code high}. */
    public Tensor uniformBetween(double low, double high, int... sizes) {
        return Autograd.noGrad(() -> next(sizes).mul(high - low).add(low).to(dtype));
    }

    /** Draws from the normal distribution with a mean and a standard deviation. */
    public Tensor normalAround(double mean, double deviation, int... sizes) {
        return Autograd.noGrad(() -> standard(sizes).mul(deviation).add(mean).to(dtype));
    }

    /**
     * Draws from the normal distribution with a mean and a standard deviation, cut off at {@code low} and {@code high}: what falls
     * outside is drawn again. PyTorch's default is from -2 to 2.
     *
     * @throws IllegalArgumentException if nothing falls inside in a thousand drawings
     */
    public Tensor truncatedNormal(double mean, double deviation, double low, double high, int... sizes) {
        return Autograd.noGrad(() -> {
            Tensor values = standard(sizes).mul(deviation).add(mean);
            for (int round = 0; round < MOST_ROUNDS; round++) {
                Tensor outside = Comparisons.or(values.lt(low), values.gt(high));
                if (outside.to(DType.INT64).sum().item() == 0) {
                    return values.to(dtype);
                }
                values =
                        Arithmetic.where(outside, standard(sizes).mul(deviation).add(mean), values);
            }
            throw new IllegalArgumentException("truncated normal: hardly anything of mean " + mean + " and deviation "
                    + deviation + " is between " + low + " and " + high);
        });
    }

    /**
     * Draws a matrix with orthonormal rows or columns, whichever are fewer, times a gain (Saxe, McClelland and Ganguli 2013). Dimensions
     * behind the first count as columns.
     *
     * @throws IllegalArgumentException if there are fewer than two dimensions
     */
    public Tensor orthogonal(double gain, int... sizes) {
        if (sizes.length < 2) {
            throw new IllegalArgumentException(
                    "only tensors with 2 or more dimensions are supported, got " + Shape.of(sizes));
        }
        Shape shape = Shape.of(sizes);
        int rows = sizes[0];
        int columns = rows == 0 ? 0 : shape.numel() / rows;
        return Autograd.noGrad(() -> {
            Tensor drawn = standard(Math.max(rows, columns), Math.min(rows, columns));
            Linalg.Qr qr = Linalg.qr(drawn, Linalg.QrMode.REDUCED);
            // The signs of R make the distribution uniform (Mezzadri 2006).
            Tensor q = qr.q().mul(Functions.sign(qr.r().diagonal()));
            Tensor matrix = rows < columns ? q.transpose(0, 1) : q;
            return matrix.mul(gain).reshape(sizes).to(dtype);
        });
    }

    /**
     * Returns the factor by which a function makes deviations smaller, inverted; {@code torch.nn.init.calculate_gain}.
     *
     * @param nonlinearity {@code linear}, {@code sigmoid}, {@code tanh}, {@code relu} or {@code selu}
     * @throws IllegalArgumentException if it is another one
     */
    public static double gain(String nonlinearity) {
        return switch (nonlinearity) {
            case "linear", "sigmoid" -> 1;
            case "tanh" -> 5.0 / 3;
            case "relu" -> Math.sqrt(2);
            case "selu" -> 3.0 / 4;
            default -> throw new IllegalArgumentException("Unsupported nonlinearity " + nonlinearity);
        };
    }

    /** Returns how many inputs an output of a weight {@code [out, in, *kernel]} has. */
    public static int fanInOf(Shape weight) {
        return fan(weight, 1);
    }

    /** Returns how many outputs an input of a weight {@code [out, in, *kernel]} has. */
    public static int fanOutOf(Shape weight) {
        return fan(weight, 0);
    }

    private static int fan(Shape weight, int dim) {
        if (weight.rank() < 2) {
            throw new IllegalArgumentException("Fan in and fan out can not be computed for a tensor with fewer than 2"
                    + " dimensions, got " + weight);
        }
        int[] sizes = weight.sizes();
        return IntStream.of(sizes).skip(2).reduce(sizes[dim], Math::multiplyExact);
    }

    /** Draws between plus and minus {@code 1 / sqrt(fanIn)}: PyTorch's choice for linear and convolutional layers. */
    public Tensor fanIn(int fanIn, int... sizes) {
        return uniform(fanIn == 0 ? 0 : 1 / Math.sqrt(fanIn), sizes);
    }

    /** Draws between plus and minus {@code sqrt(6 / (fanIn + fanOut))} (Glorot and Bengio 2010). */
    public Tensor xavier(int fanIn, int fanOut, int... sizes) {
        return uniform(Math.sqrt(6.0 / (fanIn + fanOut)), sizes);
    }

    /** Draws with deviation {@code sqrt(2 / (fanIn + fanOut))} (Glorot and Bengio 2010). */
    public Tensor xavierNormal(int fanIn, int fanOut, int... sizes) {
        return scaled(normal(sizes), Math.sqrt(2.0 / (fanIn + fanOut)));
    }

    /** Draws between plus and minus {@code sqrt(6 / fanIn)}: variance is kept through ReLU (He et al. 2015). */
    public Tensor kaiming(int fanIn, int... sizes) {
        return uniform(Math.sqrt(6.0 / fanIn), sizes);
    }

    /** Draws with deviation {@code sqrt(2 / fanIn)}: variance is kept through ReLU (He et al. 2015). */
    public Tensor kaimingNormal(int fanIn, int... sizes) {
        return scaled(normal(sizes), Math.sqrt(2.0 / fanIn));
    }

    private static Tensor scaled(Tensor x, double factor) {
        return Autograd.noGrad(() -> x.mul(factor));
    }

    /** Gives a constant, in the dtype. */
    public Tensor constant(double value, int... sizes) {
        return Tensors.full(Shape.of(sizes), value, dtype);
    }

    /** Returns a seed for samples that a module draws later, of dropout for instance. */
    long drawSeed() {
        return seed + 0x9E3779B97F4A7C15L * ++stream;
    }

    private Tensor next(int... sizes) {
        Tensor out = Tensors.zeros(DType.FLOAT64, sizes);
        Providers.kernels().uniform(seed, stream++, out);
        return out;
    }
}
