package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** How far distances on a globe between senders and receivers are from measured ones. */
final class MoorGlobe {
    private MoorGlobe() {}

    /** Records the gradients of the sum of squared errors with respect to the senders, all {@code [n]}, in radians. */
    static void run(Tape tape, Value north, Value east, Value toNorth, Value toEast, Value measured) {
        Value up = tape.sub(toNorth, north);
        Value along = tape.sub(toEast, east);
        Value high = tape.map("square", a -> a * a, tape.map("sin", StrictMath::sin, half(tape, up)));
        Value wide = tape.map("square", a -> a * a, tape.map("sin", StrictMath::sin, half(tape, along)));
        Value near = tape.map("cos", StrictMath::cos, north);
        Value far = tape.map("cos", StrictMath::cos, toNorth);
        Value narrowed = tape.mul(far, wide);
        Value chord = tape.map("sqrt", Math::sqrt, tape.add(high, tape.mul(near, narrowed)));
        Value distance = tape.map("mul", a -> 2 * a, tape.map("asin", StrictMath::asin, chord));
        Value error = tape.sub(distance, measured);
        Value loss = tape.sum(tape.map("square", a -> a * a, error));
        tape.turn();
        Value dDistance = tape.map("mul", a -> 2 * a, error);
        Value dChord = tape.zip("asin_backward", (a, b) -> 2 * a / Math.sqrt(1 - b * b), dDistance, chord);
        Value dSquare = tape.zip("sqrt_backward", (a, b) -> a / (2 * b), dChord, chord);
        Value dUp = tape.map("mul", a -> a / 2, tape.mul(dSquare, tape.map("sin", StrictMath::sin, up)));
        Value lean = tape.mul(tape.map("sin", StrictMath::sin, north), narrowed);
        Value dNorth = tape.map("neg", a -> -a, tape.add(dUp, tape.mul(dSquare, lean)));
        Value across = tape.mul(tape.mul(near, far), tape.map("sin", StrictMath::sin, along));
        Value dEast = tape.map("mul", a -> -a / 2, tape.mul(dSquare, across));
        tape.gradient("loss", loss);
        tape.gradient("north", dNorth);
        tape.gradient("east", dEast);
    }

    private static Value half(Tape tape, Value x) {
        return tape.map("div", a -> a / 2, x);
    }
}
