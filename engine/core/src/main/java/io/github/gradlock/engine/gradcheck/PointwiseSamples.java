package io.github.gradlock.engine.gradcheck;

import static io.github.gradlock.engine.gradcheck.InputSpec.any;
import static io.github.gradlock.engine.gradcheck.InputSpec.distinct;
import static io.github.gradlock.engine.gradcheck.InputSpec.positive;
import static io.github.gradlock.engine.gradcheck.InputSpec.signed;
import static io.github.gradlock.engine.gradcheck.InputSpec.uniform;

import io.github.gradlock.engine.gradcheck.OpSamples.SampleList;
import io.github.gradlock.engine.op.Activations;
import io.github.gradlock.engine.op.Arithmetic;
import io.github.gradlock.engine.op.Functions;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;

/** Samples of functions of elements. */
final class PointwiseSamples {
    private PointwiseSamples() {}

    static void addTo(SampleList samples) {
        arithmetic(samples);
        functions(samples);
        steps(samples);
        activations(samples);
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
        s.kinked("maximum", x -> Arithmetic.maximum(x[0], x[1]), distinct(6), any(6));
        s.kinked("minimum", x -> Arithmetic.minimum(x[0], x[1]), distinct(6), any(6));
        s.kinked("clamp", x -> x[0].clamp(-1, 1), distinct(9));
        s.smooth("where", x -> Arithmetic.where(mask(), x[0], x[1]), any(2, 3), any(3));
        s.smooth("masked_fill", x -> x[0].maskedFill(mask(), 7), any(2, 3));
        s.smooth("to.same", x -> x[0].mul(2).copy(), any(3));
        s.kinked("to.float64", x -> x[0].mul(x[0]).to(DType.FLOAT64), any(3));
    }

    private static Tensor mask() {
        return Tensors.of(new boolean[] {true, false, false, true, true, false}, 2, 3);
    }

    private static void functions(SampleList s) {
        s.smooth("exp", x -> x[0].exp(), any(2, 3));
        s.smooth("expm1", x -> x[0].expm1(), any(2, 3));
        s.smooth("log", x -> x[0].log(), positive(2, 3));
        s.smooth("log1p", x -> x[0].log1p(), uniform(-0.5, 2, 2, 3));
        s.smooth("sqrt", x -> x[0].sqrt(), positive(2, 3));
        s.smooth("rsqrt", x -> x[0].rsqrt(), positive(2, 3));
        s.smooth("reciprocal", x -> x[0].reciprocal(), signed(2, 3));
        s.smooth("sin", x -> x[0].sin(), any(2, 3));
        s.smooth("cos", x -> x[0].cos(), any(2, 3));
        s.smooth("tanh", x -> x[0].tanh(), any(2, 3));
        s.smooth("sigmoid", x -> x[0].sigmoid(), any(2, 3));
        s.smooth("erf", x -> x[0].erf(), any(2, 3));
    }

    /** Half an eighth off the steps, so that a small change of the input changes nothing. */
    private static void steps(SampleList s) {
        s.kinked("sign", x -> x[0].sign(), signed(4));
        s.kinked("floor", x -> x[0].floor(), uniform(0.25, 0.375, 4));
        s.kinked("ceil", x -> x[0].ceil(), uniform(0.25, 0.375, 4));
        s.kinked("round", x -> x[0].round(), uniform(0.25, 0.375, 4));
        s.kinked("trunc", x -> x[0].trunc(), uniform(0.25, 0.375, 4));
    }

    private static void activations(SampleList s) {
        s.kinked("relu", x -> x[0].relu(), signed(3, 4));
        s.kinked("leaky_relu", x -> x[0].leakyRelu(0.1), signed(3, 4));
        s.smooth("gelu.erf", x -> x[0].gelu(), any(3, 4));
        s.smooth("gelu.tanh", x -> Activations.geluTanh(x[0]), any(3, 4));
        s.smooth("silu", x -> x[0].silu(), any(3, 4));
        s.smooth("softplus", x -> Activations.softplus(x[0], 2, 3), distinct(9));
        s.smooth("log_sigmoid", x -> Activations.logSigmoid(x[0]), any(3, 4));
        s.smooth("softmax", x -> x[0].softmax(-1), any(3, 4));
        s.smooth("softmax.first", x -> x[0].softmax(0), any(3, 2, 2));
        s.smooth("log_softmax", x -> x[0].logSoftmax(1), any(3, 4));
        s.smooth("dropout", x -> Activations.dropout(x[0], 0.4, 7, 0), any(4, 4));
        s.smooth("exp.composed", x -> Functions.exp(x[0].sin().mul(x[1])), any(3), any(3));
    }
}
