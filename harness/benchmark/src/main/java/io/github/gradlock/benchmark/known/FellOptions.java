package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** Prices of options (Black and Scholes 1973), held against those of a market; volatilities lie between two that are given. */
final class FellOptions {
    private static final double RATE = 0.03;

    private FellOptions() {}

    /** Records the gradients of the squared error by spot and by both volatilities; all {@code [n]}. */
    static void run(Tape tape, Value spot, Value strike, Value near, Value far, Value years, Value price) {
        Value ratio = tape.zip("div", (a, b) -> a / b, spot, strike);
        Value moneyness = tape.map("log", StrictMath::log, ratio);
        Value volatility = tape.apply("lerp", FellOptions::between, near.shape(), near, far, years);
        Value drift = tape.map("add", a -> RATE + a / 2, tape.map("square", a -> a * a, volatility));
        Value root = tape.map("sqrt", Math::sqrt, years);
        Value spread = tape.mul(volatility, root);
        Value upper = tape.zip("div", (a, b) -> a / b, tape.add(moneyness, tape.mul(drift, years)), spread);
        Value lower = tape.sub(upper, spread);
        Value exercised = tape.map("special_ndtr", FellOptions::normal, lower);
        Value held = tape.map("special_ndtr", FellOptions::normal, upper);
        Value discount = tape.map("exp", a -> StrictMath.exp(-RATE * a), years);
        Value paid = tape.mul(tape.mul(strike, discount), exercised);
        Value error = tape.sub(tape.sub(tape.mul(spot, held), paid), price);
        Value loss = tape.sum(tape.map("square", a -> a * a, error));
        tape.turn();
        Value dPrice = tape.map("mul", a -> 2 * a, error);
        Value bell = tape.map("exp", a -> StrictMath.exp(-a * a / 2) / Math.sqrt(2 * Math.PI), upper);
        Value vega = tape.mul(tape.mul(spot, bell), root);
        Value dVolatility = tape.mul(dPrice, vega);
        Value dFar = tape.mul(dVolatility, years);
        tape.gradient("loss", loss);
        tape.gradient("spot", tape.mul(dPrice, held));
        tape.gradient("near", tape.sub(dVolatility, dFar));
        tape.gradient("far", dFar);
    }

    private static double[] between(Value... in) {
        double[] result = in[0].elements();
        for (int i = 0; i < result.length; i++) {
            result[i] += in[2].at(i) * (in[1].at(i) - result[i]);
        }
        return result;
    }

    /** Returns the share of a normal distribution below {@code x}, by a series whose terms have one sign (Marsaglia 2004). */
    static double normal(double x) {
        double term = x;
        double sum = x;
        for (int i = 3; i < 120; i += 2) {
            term *= x * x / i;
            sum += term;
        }
        return 0.5 + sum * StrictMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }
}
