package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** How far prices of options by a formula (Black and Scholes 1973) are from quotes. */
final class MoorOption {
    private static final double GROWTH = 1.035;
    private static final double RATE = StrictMath.log(GROWTH);

    private MoorOption() {}

    /** Records the gradients of the mean squared error, all {@code [n]}. */
    static void run(Tape tape, Value spot, Value strike, Value time, Value volatility, Value quote) {
        Value ratio = tape.map("log", StrictMath::log, tape.zip("div", (a, b) -> a / b, spot, strike));
        Value root = tape.map("sqrt", Math::sqrt, time);
        Value spread = tape.mul(volatility, root);
        Value drift = tape.zip("add", (a, b) -> a + RATE * b, ratio, time);
        Value middle = tape.zip("add", (a, b) -> a + 0.5 * b, drift, tape.map("square", a -> a * a, spread));
        Value d1 = tape.zip("div", (a, b) -> a / b, middle, spread);
        Value d2 = tape.sub(d1, spread);
        Value held = erfc(tape, d1);
        Value paid = erfc(tape, d2);
        Value discount = tape.map("pow", a -> StrictMath.pow(GROWTH, -a), time);
        Value worth = tape.mul(spot, held);
        Value due = tape.mul(strike, discount);
        Value price = tape.map("mul", a -> a / 2, tape.sub(worth, tape.mul(due, paid)));
        Value error = tape.sub(price, quote);
        Value squares = tape.map("square", a -> a * a, error);
        Value loss = tape.apply("mean", Kernel.total(Sums::mean), new long[0], squares);
        tape.turn();
        Value dPrice = tape.map("mul", a -> 2 * a / error.count(), error);
        Value exponent = tape.map("mul", a -> -0.5 * a, tape.map("square", a -> a * a, d1));
        Value bell = tape.map("mul", a -> a / Math.sqrt(2 * Math.PI), tape.map("exp", StrictMath::exp, exponent));
        Value vega = tape.mul(tape.mul(bell, spot), root);
        tape.gradient("loss", loss);
        tape.gradient("volatility", tape.mul(vega, dPrice));
        tape.gradient("spot", tape.mul(tape.map("mul", a -> a / 2, held), dPrice));
        Value onStrike = tape.mul(tape.map("mul", a -> -a / 2, paid), discount);
        tape.gradient("strike", tape.mul(onStrike, dPrice));
    }

    private static Value erfc(Tape tape, Value x) {
        return tape.map("erfc", MoorBell::erfc, tape.map("mul", a -> -a / Math.sqrt(2), x));
    }
}
