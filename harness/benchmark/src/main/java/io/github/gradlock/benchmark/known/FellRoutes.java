package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** Distances on a sphere by the haversines of angles, and how far they are from measured ones. */
final class FellRoutes {
    private static final double RADIUS = 6371;

    private FellRoutes() {}

    /** Records the gradients of the mean squared error by latitude and longitude of the start, all {@code [n]} and in radians. */
    static void run(Tape tape, Value north, Value east, Value northEnd, Value eastEnd, Value measured) {
        Value up = tape.map("mul", a -> a / 2, tape.sub(northEnd, north));
        Value right = tape.map("mul", a -> a / 2, tape.sub(eastEnd, east));
        Value sinUp = tape.map("sin", StrictMath::sin, up);
        Value sinRight = tape.map("sin", StrictMath::sin, right);
        Value cosNorth = tape.map("cos", StrictMath::cos, north);
        Value cosEnd = tape.map("cos", StrictMath::cos, northEnd);
        Value square = tape.map("square", a -> a * a, sinRight);
        Value aside = tape.mul(cosEnd, square);
        Value haversine = tape.add(tape.map("square", a -> a * a, sinUp), tape.mul(cosNorth, aside));
        Value chord = tape.map("sqrt", Math::sqrt, haversine);
        Value arc = tape.map("asin", StrictMath::asin, chord);
        Value error = tape.sub(tape.map("mul", a -> 2 * RADIUS * a, arc), measured);
        Value loss = tape.apply("mean", Kernel.total(Sums::mean), new long[0], tape.map("square", a -> a * a, error));
        tape.turn();
        Value dArc = tape.map("mul", a -> 4 * RADIUS * a / measured.count(), error);
        Value dChord = tape.zip("div", (a, b) -> a / Math.sqrt(1 - b * b), dArc, chord);
        Value dHaversine = tape.zip("div", (a, b) -> a / (2 * b), dChord, chord);
        Value byUp = tape.mul(sinUp, tape.map("cos", StrictMath::cos, up));
        Value byNorth = tape.mul(aside, tape.map("sin", StrictMath::sin, north));
        Value byRight = tape.mul(sinRight, tape.map("cos", StrictMath::cos, right));
        Value dEast = tape.mul(tape.mul(tape.mul(cosNorth, cosEnd), byRight), dHaversine);
        tape.gradient("loss", loss);
        tape.gradient("north", tape.map("neg", a -> -a, tape.mul(tape.add(byUp, byNorth), dHaversine)));
        tape.gradient("east", tape.map("neg", a -> -a, dEast));
    }
}
