package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** An autoencoder whose code is drawn from a normal distribution for each sample. */
final class Latent {
    private Latent() {}

    /** Records the gradients of squared error and divergence, {@code x [n, k], mean [k, d], spread [k, d], noise [n, d], decoder [d, k]}. */
    static void run(Tape tape, Value x, Value mean, Value spread, Value noise, Value decoder) {
        Value centre = tape.matmul(x, mean);
        Value logVariance = tape.matmul(x, spread);
        Value deviation = tape.map("exp", a -> StrictMath.exp(a / 2), logVariance);
        Value code = tape.add(centre, tape.mul(deviation, noise));
        Value error = tape.sub(tape.matmul(code, decoder), x);
        Value loss = tape.sum(tape.map("square", a -> a * a, error));
        tape.turn();
        Value dOut = tape.map("mul", a -> 2 * a, error);
        Value dDecoder = tape.matmul(tape.t(code), dOut);
        Value dCode = tape.matmul(dOut, tape.t(decoder));
        Value dCentre = tape.add(dCode, centre);
        Value dDeviation = tape.mul(dCode, noise);
        Value dDrawn = tape.zip("mul", (a, b) -> a * b / 2, dDeviation, deviation);
        Value dDivergence = tape.map("expm1", a -> StrictMath.expm1(a) / 2, logVariance);
        Value dLogVariance = tape.add(dDrawn, dDivergence);
        tape.gradient("loss", loss);
        tape.gradient("decoder", dDecoder);
        tape.gradient("mean", tape.matmul(tape.t(x), dCentre));
        tape.gradient("spread", tape.matmul(tape.t(x), dLogVariance));
    }
}
