package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.tensor.Tensor;

/**
 * A differentiable function of one element: a row of the table below.
 *
 * @param name PyTorch's name
 * @param function the primitive kernel
 * @param saves what the derivative needs
 * @param derivative the cotangent of the input, for that of the output and what was saved
 */
record UnaryOp(String name, UnaryFunction function, Saves saves, Derivative derivative) implements Op {
    private static final double LN_2 = 0.6931471805599453;
    private static final double LN_10 = 2.302585092994046;
    static final double TWO_OVER_SQRT_PI = 1.1283791670955126;
    private static final double HALF_SQRT_PI = 0.886226925452758;

    static final UnaryOp NEG = row("neg", UnaryFunction.NEG, Saves.NOTHING, (g, s) -> Arithmetic.neg(g));
    static final UnaryOp ABS =
            row("abs", UnaryFunction.ABS, Saves.INPUT, (g, x) -> Arithmetic.mul(g, Functions.sign(x)));
    static final UnaryOp SIGN = flat("sign", UnaryFunction.SIGN);
    static final UnaryOp FLOOR = flat("floor", UnaryFunction.FLOOR);
    static final UnaryOp CEIL = flat("ceil", UnaryFunction.CEIL);
    static final UnaryOp ROUND = flat("round", UnaryFunction.ROUND);
    static final UnaryOp TRUNC = flat("trunc", UnaryFunction.TRUNC);
    static final UnaryOp SQRT = row(
            "sqrt",
            UnaryFunction.SQRT,
            Saves.OUTPUT,
            Formula.derivative("sqrt_backward", in -> in[0].over(in[1].times(2))));
    static final UnaryOp RSQRT = row(
            "rsqrt",
            UnaryFunction.RSQRT,
            Saves.OUTPUT,
            Formula.derivative("rsqrt_backward", in -> rsqrtDerivative(in[0], in[1])));
    static final UnaryOp RECIPROCAL = row(
            "reciprocal",
            UnaryFunction.RECIPROCAL,
            Saves.OUTPUT,
            Formula.derivative(
                    "reciprocal_backward", in -> in[0].times(in[1].squared()).neg()));
    static final UnaryOp EXP = row("exp", UnaryFunction.EXP, Saves.OUTPUT, Arithmetic::mul);
    static final UnaryOp EXP2 =
            row("exp2", UnaryFunction.EXP2, Saves.OUTPUT, (g, y) -> Arithmetic.mul(g, Arithmetic.mul(y, LN_2)));
    static final UnaryOp EXPM1 =
            row("expm1", UnaryFunction.EXPM1, Saves.OUTPUT, (g, y) -> Arithmetic.mul(g, Arithmetic.add(y, 1)));
    static final UnaryOp LOG = row("log", UnaryFunction.LOG, Saves.INPUT, Arithmetic::div);
    static final UnaryOp LOG2 =
            row("log2", UnaryFunction.LOG2, Saves.INPUT, (g, x) -> Arithmetic.div(g, Arithmetic.mul(x, LN_2)));
    static final UnaryOp LOG10 =
            row("log10", UnaryFunction.LOG10, Saves.INPUT, (g, x) -> Arithmetic.div(g, Arithmetic.mul(x, LN_10)));
    static final UnaryOp LOG1P =
            row("log1p", UnaryFunction.LOG1P, Saves.INPUT, (g, x) -> Arithmetic.div(g, Arithmetic.add(x, 1)));
    static final UnaryOp SIN =
            row("sin", UnaryFunction.SIN, Saves.INPUT, (g, x) -> Arithmetic.mul(g, Functions.cos(x)));
    static final UnaryOp COS =
            row("cos", UnaryFunction.COS, Saves.INPUT, (g, x) -> Arithmetic.neg(Arithmetic.mul(g, Functions.sin(x))));
    static final UnaryOp TAN = row(
            "tan",
            UnaryFunction.TAN,
            Saves.OUTPUT,
            (g, y) -> Arithmetic.mul(g, Arithmetic.add(Arithmetic.mul(y, y), 1)));
    static final UnaryOp ASIN = row(
            "asin",
            UnaryFunction.ASIN,
            Saves.INPUT,
            (g, x) -> Arithmetic.mul(g, Functions.rsqrt(Arithmetic.rsub(1, Arithmetic.mul(x, x)))));
    static final UnaryOp ACOS = row(
            "acos",
            UnaryFunction.ACOS,
            Saves.INPUT,
            (g, x) -> Arithmetic.neg(Arithmetic.mul(g, Functions.rsqrt(Arithmetic.rsub(1, Arithmetic.mul(x, x))))));
    static final UnaryOp ATAN = row(
            "atan",
            UnaryFunction.ATAN,
            Saves.INPUT,
            (g, x) -> Arithmetic.div(g, Arithmetic.add(Arithmetic.mul(x, x), 1)));
    static final UnaryOp SINH =
            row("sinh", UnaryFunction.SINH, Saves.INPUT, (g, x) -> Arithmetic.mul(g, Functions.cosh(x)));
    static final UnaryOp COSH =
            row("cosh", UnaryFunction.COSH, Saves.INPUT, (g, x) -> Arithmetic.mul(g, Functions.sinh(x)));
    static final UnaryOp ASINH = row(
            "asinh",
            UnaryFunction.ASINH,
            Saves.INPUT,
            (g, x) -> Arithmetic.mul(g, Functions.rsqrt(Arithmetic.add(Arithmetic.mul(x, x), 1))));
    static final UnaryOp ACOSH = row(
            "acosh",
            UnaryFunction.ACOSH,
            Saves.INPUT,
            (g, x) -> Arithmetic.mul(g, Functions.rsqrt(Arithmetic.sub(Arithmetic.mul(x, x), 1))));
    static final UnaryOp ATANH = row(
            "atanh",
            UnaryFunction.ATANH,
            Saves.INPUT,
            (g, x) -> Arithmetic.div(g, Arithmetic.rsub(1, Arithmetic.mul(x, x))));
    static final UnaryOp TANH = row(
            "tanh",
            UnaryFunction.TANH,
            Saves.OUTPUT,
            Formula.derivative(
                    "tanh_backward", in -> in[0].times(in[1].squared().from(1))));
    static final UnaryOp SIGMOID = row(
            "sigmoid",
            UnaryFunction.SIGMOID,
            Saves.OUTPUT,
            Formula.derivative("sigmoid_backward", in -> in[0].times(in[1].times(in[1].from(1)))));
    static final UnaryOp ERF = row(
            "erf",
            UnaryFunction.ERF,
            Saves.INPUT,
            Formula.derivative("erf_backward", in -> in[0].times(bell(in[1], TWO_OVER_SQRT_PI))));
    static final UnaryOp ERFC = row(
            "erfc",
            UnaryFunction.ERFC,
            Saves.INPUT,
            Formula.derivative("erfc_backward", in -> in[0].times(bell(in[1], -TWO_OVER_SQRT_PI))));
    static final UnaryOp ERFINV = row(
            "erfinv",
            UnaryFunction.ERFINV,
            Saves.OUTPUT,
            (g, y) -> Arithmetic.mul(g, Arithmetic.mul(Functions.exp(Arithmetic.mul(y, y)), HALF_SQRT_PI)));
    static final UnaryOp LGAMMA =
            row("lgamma", UnaryFunction.LGAMMA, Saves.INPUT, (g, x) -> Arithmetic.mul(g, SpecialFunctions.digamma(x)));
    static final UnaryOp DIGAMMA = row(
            "digamma",
            UnaryFunction.DIGAMMA,
            Saves.INPUT,
            (g, x) -> Arithmetic.mul(g, SpecialFunctions.polygamma(1, x)));
    static final UnaryOp RELU = row("relu", UnaryFunction.RELU, Saves.OUTPUT, ReluBackwardOp::derivative);

    /** What a row keeps for its derivative. */
    enum Saves {
        NOTHING,
        INPUT,
        OUTPUT
    }

    /** Gives the cotangent of the input. */
    @FunctionalInterface
    interface Derivative {
        Tensor apply(Tensor gradOutput, Tensor saved);
    }

    private static UnaryOp row(String name, UnaryFunction function, Saves saves, Derivative derivative) {
        return new UnaryOp(name, function, saves, derivative);
    }

    /** A step function: its derivative is zero wherever it exists, and PyTorch says zero everywhere. */
    private static UnaryOp flat(String name, UnaryFunction function) {
        return row(name, function, Saves.NOTHING, (g, s) -> zeros(g));
    }

    /** Gives g (−½) y³, where y is the reciprocal of a root. */
    static Term rsqrtDerivative(Term g, Term y) {
        return g.times(-0.5).times(y.times(y.squared()));
    }

    /** A multiple of exp(-x²). */
    static Term bell(Term x, double height) {
        return x.squared().neg().exp().times(height);
    }

    private static Tensor zeros(Tensor like) {
        return Arithmetic.constant(like, 0);
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Tensor out = Primitives.unary(context.kernels(), function, inputs[0]);
        switch (saves) {
            case NOTHING -> {}
            case INPUT -> context.save(inputs[0]);
            case OUTPUT -> context.save(out);
        }
        return new Tensor[] {out};
    }

    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor g = gradOutputs[0];
        return new Tensor[] {derivative.apply(g, saves == Saves.NOTHING ? g : context.saved(0))};
    }
}
