package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Brings mean 0 and variance 1 over some axes, {@code (x - mean) / sqrt(biased variance + eps)}, times a weight and plus a bias of the shape of x, where
 * they are given. Gives also the mean, the sum of squared deviations, for those who keep statistics, and
 * the scale, all without derivatives.
 *
 * @param name PyTorch's name of the normalisation
 * @param axes over which mean and variance are taken
 * @param eps what is added to the variance
 * @param inputs 1 for x alone, 2 with a weight, 3 with a bias too
 */
record NormaliseOp(String name, Axes axes, double eps, int inputs) implements Op {
    private static final Formula SQUARE =
            new Formula("square_sum", in -> in[0].minus(in[1]).squared());

    /** Of x, mean and scale; then the weight; then the bias. */
    private static final Formula[] RESULT = {
        new Formula("normalise", in -> in[0].minus(in[1]).times(in[2])),
        new Formula("normalise", in -> in[0].minus(in[1]).times(in[2]).times(in[3])),
        new Formula(
                "normalise", in -> in[0].minus(in[1]).times(in[2]).times(in[3]).plus(in[4]))
    };

    /** Of x, mean, and the cotangent of what the weight is multiplied with. */
    private static final Formula PROJECTED = new Formula("mul_sum", in -> in[2].times(in[0].minus(in[1])));

    /** Of these, the scale, and the cotangent of the sum of squares: the cotangent of the deviations. */
    private static final Formula DEVIATION = new Formula("normalise_backward", in -> {
        Term ofSquares = in[4].times(in[0].minus(in[1]));
        return in[2].times(in[3]).plus(ofSquares).plus(ofSquares);
    });

    /** Of x, mean, scale, and the cotangent of the result: that of the weight. */
    private static final Formula WEIGHT = new Formula(
            "normalise_backward_weight", in -> in[3].times(in[0].minus(in[1]).times(in[2])));

    private static final Formula NEGATED = new Formula("neg_sum", in -> in[0].neg());

    /**
     * What normalising gives.
     *
     * @param output the shape of x
     * @param mean a constant, the axes kept at size 1
     * @param squares the sum of squared deviations, a constant, the axes kept at size 1
     */
    record Normalised(Tensor output, Tensor mean, Tensor squares) {}

    /**
     * Normalises over dimensions.
     *
     * @param weight broadcast to x
     * @param bias broadcast to x
     */
    static Normalised of(
            String name, Tensor x, double eps, @Nullable Tensor weight, @Nullable Tensor bias, int... dims) {
        if (!x.dtype().isFloating()) {
            throw new IllegalArgumentException(name + " expected a floating point tensor, got " + x.dtype());
        }
        boolean together = weight != null && weight.dtype() == x.dtype();
        boolean all = together && bias != null && bias.dtype() == x.dtype();
        Tensor[] given = new Tensor[all ? 3 : together ? 2 : 1];
        given[0] = x;
        if (weight != null && together) {
            given[1] = Views.expand(weight, x.shape());
        }
        if (bias != null && all) {
            given[2] = Views.expand(bias, x.shape());
        }
        Tensor[] results =
                Dispatch.apply(new NormaliseOp(name, Axes.of(name, x.shape(), dims), eps, given.length), given);
        Tensor output = Normalisations.scaled(results[0], together ? null : weight, all ? null : bias);
        return new Normalised(output, Views.detach(results[1]), Views.detach(results[2]));
    }

    @Override
    public Map<String, Object> attributes() {
        return new TreeMap<>(Map.of("dim", axes.axes(), "eps", eps));
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... given) {
        Kernels kernels = context.kernels();
        Tensor x = given[0];
        Tensor mean = divided(kernels, Primitives.reduce(kernels, ReduceFunction.SUM, x, axes, true));
        Tensor stretched = mean.alias(mean.layout().expand(x.shape()));
        Tensor squares = SQUARE.runSum(kernels, axes, x, stretched);
        Tensor scale = divided(kernels, squares);
        kernels.binary(
                BinaryFunction.ADD, scale, Primitives.constant(kernels, scale.shape(), eps, scale.dtype()), scale);
        kernels.unary(UnaryFunction.RSQRT, scale, scale);
        Tensor[] operands = new Tensor[inputs + 2];
        operands[0] = x;
        operands[1] = stretched;
        operands[2] = scale.alias(scale.layout().expand(x.shape()));
        System.arraycopy(given, 1, operands, 3, inputs - 1);
        Tensor out = RESULT[inputs - 1].run(kernels, operands);
        if (inputs > 1) {
            context.save(x, mean, scale, given[1]);
        } else {
            context.save(x, mean, scale);
        }
        // What the derivative needs is an output too: a trace has to know where it comes from.
        return new Tensor[] {out, mean, squares, scale};
    }

    private Tensor divided(Kernels kernels, Tensor x) {
        Tensor count = Primitives.constant(kernels, x.shape(), axes.count(), x.dtype());
        return Primitives.binary(kernels, BinaryFunction.DIV, x, count);
    }

    /** What goes through the variance, and then what goes through the mean: in the order in which a graph of single operations adds up. */
    @Override
    public @Nullable Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor g = gradOutputs[0];
        Tensor x = context.saved(0);
        Tensor mean = context.saved(1);
        Tensor scale = context.saved(2);
        if (Dispatch.records(x, g)) {
            // They are differentiated as well.
            mean = Reductions.mean(x, true, axes.dims());
            Tensor variance = Arithmetic.div(SQUARE.sum(axes, x, Views.expand(mean, x.shape())), axes.count());
            scale = Functions.rsqrt(Arithmetic.add(variance, eps));
        }
        Tensor means = Views.expand(mean, x.shape());
        Tensor scales = Views.expand(scale, x.shape());
        @Nullable Tensor[] cotangents = new Tensor[inputs];
        if (context.needsInputGrad(0)) {
            Tensor inner = inputs > 1 ? Arithmetic.mul(g, context.saved(3)) : g;
            Tensor ofScale = PROJECTED.sum(axes, x, means, inner);
            Tensor ofSquares = Arithmetic.div(UnaryOp.RSQRT.derivative().apply(ofScale, scale), axes.count());
            Tensor deviation = DEVIATION.apply(x, means, inner, scales, Views.expand(ofSquares, x.shape()));
            Tensor ofMean = Arithmetic.div(NEGATED.sum(axes, deviation), axes.count());
            cotangents[0] = Arithmetic.add(deviation, ofMean);
        }
        if (inputs > 1 && context.needsInputGrad(1)) {
            cotangents[1] = WEIGHT.apply(x, means, scales, g);
        }
        if (inputs > 2) {
            cotangents[2] = g;
        }
        return cotangents;
    }
}
