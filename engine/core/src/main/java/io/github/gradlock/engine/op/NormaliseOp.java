package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
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
    /** By what is added to the variance, for x alone, with a weight, and with a bias too. */
    private static final ConcurrentSkipListMap<Double, Formula[]> RESULTS = new ConcurrentSkipListMap<>();

    private static final int MOST_RESULTS = 100;

    /** Of the cotangent, x, mean, scale, and the weight if there is one: the cotangent of x. */
    private static final Formula DERIVATIVE =
            new Formula("normalise_backward", List.of(2, 3), in -> new Term[] {ofInput(in, in[0])});

    private static final Formula WEIGHTED_DERIVATIVE =
            new Formula("normalise_backward", List.of(2, 3), in -> new Term[] {ofInput(in, in[0].times(in[4]))});

    /** Of the cotangent, x, mean and scale: the cotangent of the weight. */
    private static final Formula WEIGHT_DERIVATIVE = new Formula("normalise_backward_weight", List.of(2, 3), in ->
            new Term[] {in[0].times(in[1].minus(in[2]).times(in[3]))});

    private static Formula result(double eps, int inputs) {
        if (RESULTS.size() > MOST_RESULTS) {
            RESULTS.clear();
        }
        return RESULTS.computeIfAbsent(
                        eps, unknown -> new Formula[] {written(eps, 1), written(eps, 2), written(eps, 3)})[inputs - 1];
    }

    /** Writes down result, mean, sum of squares and scale. */
    private static Formula written(double eps, int inputs) {
        return new Formula("normalise", List.of(), in -> {
            Term mean = in[0].mean();
            Term deviation = in[0].minus(mean);
            Term squares = deviation.squared().sum();
            Term scale = squares.over(squares.length()).plus(eps).of(UnaryOp.RSQRT);
            Term out = deviation.times(scale);
            if (inputs > 1) {
                out = out.times(in[1]);
            }
            if (inputs > 2) {
                out = out.plus(in[2]);
            }
            return new Term[] {out, mean, squares, scale};
        });
    }

    /** What goes through the variance, and then what goes through the mean: in the order in which a graph of single operations adds up. */
    private static Term ofInput(Term[] in, Term inner) {
        Term deviation = in[1].minus(in[2]);
        Term scale = in[3];
        Term ofScale = inner.times(deviation).sum();
        Term ofSquares = UnaryOp.rsqrtDerivative(ofScale, scale).over(ofScale.length());
        Term ofEach = ofSquares.times(deviation);
        Term ofDeviation = inner.times(scale).plus(ofEach).plus(ofEach);
        return ofDeviation.plus(ofDeviation.neg().sum().over(ofScale.length()));
    }

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
        Tensor[] results = result(eps, inputs).runAll(context.kernels(), axes, given);
        if (inputs > 1) {
            context.save(given[0], results[1], results[3], given[1]);
        } else {
            context.save(given[0], results[1], results[3]);
        }
        // What the derivative needs is an output too: a trace has to know where it comes from.
        return results;
    }

    @Override
    public @Nullable Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor g = gradOutputs[0];
        Tensor x = context.saved(0);
        Tensor mean = context.saved(1);
        Tensor scale = context.saved(2);
        if (Dispatch.records(x, g)) {
            // They are differentiated as well.
            Tensor[] again = result(eps, 1).applyAll(axes, x);
            mean = again[1];
            scale = again[3];
        }
        @Nullable Tensor[] cotangents = new Tensor[inputs];
        if (context.needsInputGrad(0)) {
            cotangents[0] = inputs > 1
                    ? WEIGHTED_DERIVATIVE.applyAll(axes, g, x, mean, scale, context.saved(3))[0]
                    : DERIVATIVE.applyAll(axes, g, x, mean, scale)[0];
        }
        if (inputs > 1 && context.needsInputGrad(1)) {
            cotangents[1] = WEIGHT_DERIVATIVE.applyAll(axes, g, x, mean, scale)[0];
        }
        if (inputs > 2) {
            cotangents[2] = g;
        }
        return cotangents;
    }
}
