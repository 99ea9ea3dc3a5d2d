package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;

/**
 * A function of one element that is computed by a formula, as its derivative is.
 *
 * @param name PyTorch's name
 * @param attributes that tell functions of one name apart
 * @param function of the input
 * @param derivative the cotangent of the input, of that of the output and the input
 */
record FormulaOp(String name, Map<String, Object> attributes, Formula function, Formula derivative) implements Op {
    private static final double SQRT_HALF = 0.7071067811865476;
    private static final double SQRT_TWO_OVER_PI = 0.7978845608028654;

    /** x Φ(x), where Φ is the distribution function of the normal distribution. */
    static final FormulaOp GELU = row("gelu", in -> in[0].times(normal(in[0].times(SQRT_HALF))), in -> {
        Term x = in[1];
        Term u = x.times(SQRT_HALF);
        Term bell = UnaryOp.bell(u, UnaryOp.TWO_OVER_SQRT_PI);
        Term inner = in[0].times(x).times(0.5).times(bell).times(SQRT_HALF);
        return in[0].times(normal(u)).plus(inner);
    });

    /** Hendrycks and Gimpel's approximation (Gaussian error linear units, 2016): x / 2 (1 + tanh(√(2/π) (x + 0.044715 x³))). */
    static final FormulaOp GELU_TANH = row(
            "gelu",
            Map.of("approximate", "tanh"),
            in -> in[0].times(0.5).times(inner(in[0]).of(UnaryOp.TANH).plus(1)),
            in -> {
                Term g = in[0];
                Term x = in[1];
                Term t = inner(x).of(UnaryOp.TANH);
                Term toInner = g.times(x.times(0.5)).times(t.squared().from(1)).times(SQRT_TWO_OVER_PI);
                Term toCube = toInner.times(0.044715);
                Term toHalf = g.times(t.plus(1)).times(0.5);
                Term each = toCube.times(x).times(x);
                return toInner.plus(toCube.times(x.squared()))
                        .plus(toHalf)
                        .plus(each)
                        .plus(each);
            });

    /** x σ(x). */
    static final FormulaOp SILU = row("silu", in -> in[0].times(in[0].of(UnaryOp.SIGMOID)), in -> {
        Term s = in[1].of(UnaryOp.SIGMOID);
        return in[0].times(s).plus(in[0].times(in[1]).times(s.times(s.from(1))));
    });

    private static FormulaOp row(String name, Formula.OneResult function, Formula.OneResult derivative) {
        return row(name, Map.of(), function, derivative);
    }

    private static FormulaOp row(
            String name, Map<String, Object> attributes, Formula.OneResult function, Formula.OneResult derivative) {
        return new FormulaOp(
                name, attributes, new Formula(name, function), new Formula(name + "_backward", derivative));
    }

    private static Term inner(Term x) {
        return x.plus(x.squared().times(x).times(0.044715)).times(SQRT_TWO_OVER_PI);
    }

    private static Term normal(Term u) {
        return u.of(UnaryOp.ERF).plus(1).times(0.5);
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        context.save(inputs[0]);
        return new Tensor[] {function.run(context.kernels(), inputs)};
    }

    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        return new Tensor[] {derivative.apply(gradOutputs[0], context.saved(0))};
    }
}
