package io.github.gradlock.engine.gradcheck;

import static io.github.gradlock.engine.gradcheck.InputSpec.any;
import static io.github.gradlock.engine.gradcheck.InputSpec.distinct;
import static io.github.gradlock.engine.gradcheck.InputSpec.signed;
import static io.github.gradlock.engine.gradcheck.InputSpec.uniform;

import io.github.gradlock.engine.gradcheck.OpSamples.SampleList;
import io.github.gradlock.engine.op.Activations;
import io.github.gradlock.engine.op.Dropouts;
import io.github.gradlock.engine.op.RecurrentCells;
import io.github.gradlock.engine.op.RecurrentCells.LstmState;
import io.github.gradlock.engine.tensor.Tensor;

/** Samples of activations, softmax, dropout, and what recurrent cells do beside their products. */
final class ActivationSamples {
    private ActivationSamples() {}

    static void addTo(SampleList samples) {
        rectifiers(samples);
        shrinkers(samples);
        curves(samples);
        softmaxes(samples);
        dropouts(samples);
        samples.smooth("lstm_cell", ActivationSamples::lstm, any(2, 3), any(2, 2), any(2, 2), any(8, 3), any(8, 2));
    }

    private static Tensor lstm(Tensor... x) {
        LstmState next = RecurrentCells.lstm(
                x[0], new LstmState(x[1], x[2]), new RecurrentCells.Weights(x[3], x[4], null, null));
        return next.hidden().add(next.cell().mul(2));
    }

    private static void rectifiers(SampleList s) {
        s.kinked("relu", x -> x[0].relu(), signed(3, 4));
        s.kinked("relu6", x -> Activations.relu6(x[0].mul(4)), distinct(9));
        s.kinked("leaky_relu", x -> x[0].leakyRelu(0.1), signed(3, 4));
        s.kinked("prelu", x -> x[0].prelu(x[1]), signed(2, 3, 2), any(3));
        s.kinked("prelu.shared", x -> x[0].prelu(x[1]), signed(5), any());
        s.kinked("rrelu", x -> Activations.rrelu(x[0], 0.125, 0.375), signed(6));
        s.kinked("rrelu.training", x -> Activations.rrelu(x[0], 0.125, 0.375, 7, 0), signed(6));
        s.kinked("threshold", x -> Activations.threshold(x[0], 0.1, 20), signed(6));
        s.kinked("elu", x -> Activations.elu(x[0], 0.5), signed(6));
        s.smooth("elu.negative", x -> Activations.elu(x[0], 0.5), uniform(-2, -0.5, 4));
        s.kinked("celu", x -> Activations.celu(x[0], 1.5), signed(6));
        s.kinked("selu", x -> Activations.selu(x[0]), signed(6));
    }

    private static void shrinkers(SampleList s) {
        s.kinked("hardtanh", x -> Activations.hardtanh(x[0], -1, 1), distinct(9));
        s.kinked("hardshrink", x -> Activations.hardshrink(x[0], 0.25), signed(6));
        s.kinked("softshrink", x -> Activations.softshrink(x[0], 1), distinct(9));
        s.smooth("tanhshrink", x -> Activations.tanhshrink(x[0]), any(4));
    }

    private static void curves(SampleList s) {
        s.smooth("gelu.erf", x -> x[0].gelu(), any(3, 4));
        s.smooth("gelu.tanh", x -> Activations.geluTanh(x[0]), any(3, 4));
        s.smooth("silu", x -> x[0].silu(), any(3, 4));
        s.smooth("mish", x -> Activations.mish(x[0]), any(4));
        s.kinked("hardsigmoid", x -> Activations.hardsigmoid(x[0].mul(4)), distinct(9));
        s.smooth("hardswish", x -> Activations.hardswish(x[0]), any(4));
        s.kinked("hardswish.outside", x -> Activations.hardswish(x[0].mul(4)), distinct(9));
        s.smooth("softplus", x -> Activations.softplus(x[0], 2, 3), distinct(9));
        s.smooth("log_sigmoid", x -> Activations.logSigmoid(x[0]), any(3, 4));
        s.kinked("softsign", x -> Activations.softsign(x[0]), signed(4));
        s.smooth("glu", x -> Activations.glu(x[0], 1), any(2, 4));
    }

    private static void softmaxes(SampleList s) {
        s.smooth("softmax", x -> x[0].softmax(-1), any(3, 4));
        s.smooth("softmax.first", x -> x[0].softmax(0), any(3, 2, 2));
        s.smooth("softmin", x -> Activations.softmin(x[0], 1), any(2, 3));
        s.smooth("log_softmax", x -> x[0].logSoftmax(1), any(3, 4));
    }

    private static void dropouts(SampleList s) {
        s.smooth("dropout", x -> Activations.dropout(x[0], 0.4, 7, 0), any(4, 4));
        s.smooth("feature_dropout", x -> Dropouts.featureDropout(x[0], 0.4, 7, 0), any(2, 3, 2));
        s.smooth("alpha_dropout", x -> Dropouts.alphaDropout(x[0], 0.4, 7, 0), any(4, 4));
        s.smooth("feature_alpha_dropout", x -> Dropouts.featureAlphaDropout(x[0], 0.4, 7, 0), any(2, 3, 2));
    }
}
