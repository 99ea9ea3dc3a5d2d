package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.autograd.Autograd;
import io.github.gradlock.engine.kernel.Providers;
import io.github.gradlock.engine.op.Arithmetic;
import io.github.gradlock.engine.op.Functions;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;

/**
 * Draws first values of parameters from Philox: each drawing takes the next stream of the seed.
 *
 * <p>Values are drawn in float64 and rounded to the dtype, so that a model begins at the same point in both.
 */
public final class Initialiser {
    private static final double TWO_PI = 6.283185307179586;

    private final long seed;
    private final DType dtype;
    private long stream;

    /** Draws parameters of a dtype from a seed. */
    public Initialiser(long seed, DType dtype) {
        this.seed = seed;
        this.dtype = dtype;
    }

    /** Draws between {@code -bound} and {@code bound}. */
    public Tensor uniform(double bound, int... sizes) {
        return Autograd.noGrad(() -> next(sizes).mul(2 * bound).sub(bound).to(dtype));
    }

    /** Draws from the normal distribution with mean 0 and variance 1, by the transform of Box and Muller. */
    public Tensor normal(int... sizes) {
        return Autograd.noGrad(() -> {
            Tensor radius = Arithmetic.rsub(1, next(sizes)).log().mul(-2.0).sqrt();
            return radius.mul(Functions.cos(next(sizes).mul(TWO_PI))).to(dtype);
        });
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

    /** Gives a constant. */
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
