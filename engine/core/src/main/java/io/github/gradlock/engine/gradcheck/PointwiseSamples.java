package io.github.gradlock.engine.gradcheck;

import static io.github.gradlock.engine.gradcheck.InputSpec.any;
import static io.github.gradlock.engine.gradcheck.InputSpec.distinct;
import static io.github.gradlock.engine.gradcheck.InputSpec.positive;
import static io.github.gradlock.engine.gradcheck.InputSpec.signed;
import static io.github.gradlock.engine.gradcheck.InputSpec.uniform;

import io.github.gradlock.engine.gradcheck.OpSamples.SampleList;
import io.github.gradlock.engine.op.Arithmetic;
import io.github.gradlock.engine.op.Arithmetic.Rounding;
import io.github.gradlock.engine.op.Functions;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;

/** Samples of functions of elements. */
final class PointwiseSamples {
    private PointwiseSamples() {}

    static void addTo(SampleList samples) {
        arithmetic(samples);
        quotients(samples);
        limits(samples);
        choices(samples);
        functions(samples);
        trigonometry(samples);
        special(samples);
        steps(samples);
    }

    private static void arithmetic(SampleList s) {
        s.smooth("add", x -> x[0].add(x[1]), any(3, 4), any(3, 4));
        s.smooth("add.broadcast", x -> x[0].add(x[1]), any(3, 1, 4), any(2, 1));
        s.smooth("add.number", x -> x[0].add(1.5), any(5));
        s.smooth("sub", x -> x[0].sub(x[1]), any(2, 3), any(3));
        s.smooth("sub.number", x -> Arithmetic.rsub(2, x[0]), any(4));
        s.smooth("mul", x -> x[0].mul(x[1]), any(3, 4), any(3, 4));
        s.smooth("mul.broadcast", x -> x[0].mul(x[1]), any(2, 3), any());
        s.smooth("div", x -> x[0].div(x[1]), any(3, 4), signed(3, 4));
        s.smooth("div.broadcast", x -> x[0].div(x[1]), any(2, 1), signed(3));
        s.smooth("neg", x -> x[0].neg(), any(3));
        s.kinked("abs", x -> x[0].abs(), signed(3, 3));
        s.smooth("pow.tensor", x -> x[0].pow(x[1]), positive(2, 3), any(3));
        s.smooth("pow.square", x -> x[0].pow(2), signed(5));
        s.smooth("pow.fraction", x -> x[0].pow(-1.5), positive(5));
        s.smooth("pow.zero", x -> x[0].pow(0), any(3));
        s.smooth("pow.root", x -> x[0].pow(0.5), positive(4));
        s.smooth("pow.rsqrt", x -> x[0].pow(-0.5), positive(4));
        s.smooth("pow.reciprocal", x -> x[0].pow(-1), signed(4));
        s.smooth("pow.base", x -> Arithmetic.pow(1.5, x[0]), any(4));
        s.smooth("float_power", x -> x[0].floatPower(x[1]), positive(4), any(4));
        s.smooth("add.alpha", x -> x[0].add(x[1], -3.125), any(3), any(2, 1));
        s.smooth("sub.alpha", x -> x[0].sub(x[1], 2), any(3), any(2, 1));
        s.smooth("addcmul", x -> x[0].addcmul(x[1], x[2], 3.14), any(2, 3), any(2, 1), any(3));
        s.smooth("addcdiv", x -> x[0].addcdiv(x[1], x[2], 3.14), any(2, 3), any(2, 1), signed(3));
        s.smooth("lerp", x -> x[0].lerp(x[1], x[2]), any(2, 3), any(3), uniform(-0.5, 1.5, 2, 1));
        s.smooth("lerp.number", x -> x[0].lerp(x[1], 0.4), any(3), any(3));
        s.smooth("hypot", x -> x[0].hypot(x[1]), signed(2, 3), signed(3));
    }

    /** The quotients stay off whole numbers, where they jump. */
    private static void quotients(SampleList s) {
        s.kinked("div.trunc", x -> x[0].div(x[1], Rounding.TRUNC), uniform(2.25, 2.75, 4), uniform(0.95, 1.05, 4));
        s.kinked("div.floor", x -> x[0].div(x[1], Rounding.FLOOR), uniform(2.25, 2.75, 4), uniform(-1.05, -0.95, 4));
        s.kinked("remainder", x -> x[0].remainder(x[1]), uniform(2.25, 2.75, 4), uniform(-1.05, -0.95, 4));
        s.kinked("remainder.number", x -> Arithmetic.remainder(2.5, x[0]), uniform(0.95, 1.05, 4));
        s.kinked("fmod", x -> x[0].fmod(x[1]), uniform(2.25, 2.75, 4), uniform(-1.05, -0.95, 4));
        s.kinked("frac", x -> x[0].frac(), uniform(0.25, 0.75, 4));
    }

    private static void limits(SampleList s) {
        s.kinked("maximum", x -> Arithmetic.maximum(x[0], x[1]), distinct(6), any(6));
        s.kinked("minimum", x -> Arithmetic.minimum(x[0], x[1]), distinct(6), any(6));
        s.kinked("clamp", x -> x[0].clamp(-1, 1), distinct(9));
        s.kinked("clamp.tensors", x -> x[0].clamp(x[1], x[2]), distinct(9), uniform(-0.95, -0.85, 9), uniform(0.95, 1));
        s.kinked("clamp_min", x -> x[0].clampMin(x[1]), distinct(9), uniform(-0.95, -0.85));
        s.kinked("clamp_max", x -> x[0].clampMax(x[1]), distinct(9), uniform(0.95, 1));
        s.kinked("copysign", x -> x[0].copysign(x[1]), signed(6), signed(6));
        s.smooth("nan_to_num", x -> x[0].nanToNum(), any(3));
    }

    private static void choices(SampleList s) {
        s.smooth("where", x -> Arithmetic.where(mask(x[0]), x[0], x[1]), any(2, 3), any(3));
        s.smooth("where.number", x -> Arithmetic.where(mask(x[0]), 2, x[0]), any(2, 3));
        s.smooth("masked_fill", x -> x[0].maskedFill(mask(x[0]), 7), any(2, 3));
        s.smooth("masked_fill.tensor", x -> x[0].maskedFill(mask(x[0]), x[1]), any(2, 3), any());
        s.smooth("to.same", x -> x[0].mul(2).copy(), any(3));
        s.kinked("to.float64", x -> x[0].mul(x[0]).to(DType.FLOAT64), any(3));
    }

    private static Tensor mask(Tensor like) {
        return Tensors.of(new boolean[] {true, false, false, true, true, false}, like.device(), 2, 3);
    }

    private static void functions(SampleList s) {
        s.smooth("exp", x -> x[0].exp(), any(2, 3));
        s.smooth("expm1", x -> x[0].expm1(), any(2, 3));
        s.smooth("log", x -> x[0].log(), positive(2, 3));
        s.smooth("log1p", x -> x[0].log1p(), uniform(-0.5, 2, 2, 3));
        s.smooth("sqrt", x -> x[0].sqrt(), positive(2, 3));
        s.smooth("rsqrt", x -> x[0].rsqrt(), positive(2, 3));
        s.smooth("reciprocal", x -> x[0].reciprocal(), signed(2, 3));
        s.smooth("exp2", x -> x[0].exp2(), any(2, 3));
        s.smooth("log2", x -> x[0].log2(), positive(2, 3));
        s.smooth("log10", x -> x[0].log10(), positive(2, 3));
        s.smooth("square", x -> x[0].square(), any(2, 3));
        s.smooth("deg2rad", x -> x[0].deg2rad().rad2deg(), any(3));
        s.smooth("exp.composed", x -> Functions.exp(x[0].sin().mul(x[1])), any(3), any(3));
    }

    private static void trigonometry(SampleList s) {
        s.smooth("sin", x -> x[0].sin(), any(2, 3));
        s.smooth("cos", x -> x[0].cos(), any(2, 3));
        s.smooth("tan", x -> x[0].tan(), uniform(-1, 1, 2, 3));
        s.smooth("asin", x -> x[0].asin(), uniform(-0.75, 0.75, 2, 3));
        s.smooth("acos", x -> x[0].acos(), uniform(-0.75, 0.75, 2, 3));
        s.smooth("atan", x -> x[0].atan(), any(2, 3));
        s.smooth("atan2", x -> x[0].atan2(x[1]), signed(2, 3), signed(3));
        s.smooth("sinh", x -> x[0].sinh(), any(2, 3));
        s.smooth("cosh", x -> x[0].cosh(), any(2, 3));
        s.smooth("tanh", x -> x[0].tanh(), any(2, 3));
        s.smooth("asinh", x -> x[0].asinh(), any(2, 3));
        s.smooth("acosh", x -> x[0].acosh(), uniform(1.5, 3, 2, 3));
        s.smooth("atanh", x -> x[0].atanh(), uniform(-0.75, 0.75, 2, 3));
    }

    private static void special(SampleList s) {
        s.smooth("sigmoid", x -> x[0].sigmoid(), any(2, 3));
        s.smooth("erf", x -> x[0].erf(), any(2, 3));
        s.smooth("erfc", x -> x[0].erfc(), any(2, 3));
        s.smooth("erfinv", x -> x[0].erfinv(), uniform(-0.9, 0.9, 2, 3));
        s.smooth("lgamma", x -> x[0].lgamma(), positive(2, 3));
        s.smooth("digamma", x -> x[0].digamma(), positive(2, 3));
        s.smooth("polygamma", x -> x[0].polygamma(2), uniform(1, 2, 2, 3));
        s.smooth("logit", x -> x[0].logit(), uniform(0.25, 0.75, 2, 3));
        s.kinked("logit.eps", x -> x[0].logit(0.2), distinct(6));
        s.smooth("sinc", x -> x[0].sinc(), any(2, 3));
        s.smooth("sinc.zero", x -> x[0].sinc(), uniform(-1e-4, 1e-4, 3));
        s.smooth("xlogy", x -> x[0].xlogy(x[1]), any(2, 3), positive(3));
        s.smooth("logaddexp", x -> x[0].logaddexp(x[1]), any(2, 3), any(3));
    }

    /** Half an eighth off the steps, so that a small change of the input changes nothing. */
    private static void steps(SampleList s) {
        s.kinked("sign", x -> x[0].sign(), signed(4));
        s.kinked("floor", x -> x[0].floor(), uniform(0.25, 0.375, 4));
        s.kinked("ceil", x -> x[0].ceil(), uniform(0.25, 0.375, 4));
        s.kinked("round", x -> x[0].round(), uniform(0.25, 0.375, 4));
        s.kinked("trunc", x -> x[0].trunc(), uniform(0.25, 0.375, 4));
        s.kinked("round.decimals", x -> x[0].round(1), uniform(0.225, 0.2375, 4));
    }
}
