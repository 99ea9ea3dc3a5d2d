package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** A flower of three petals, seen from points in a plane. */
final class Polar {
    private Polar() {}

    /** Records the gradients of {@code Σ c · r · sin 3θ} in the points' coordinates, all {@code [n]}. */
    static void run(Tape tape, Value x, Value y, Value c) {
        Value r = tape.zip("hypot", StrictMath::hypot, x, y);
        Value angle = tape.zip("atan2", StrictMath::atan2, y, x);
        Value petal = tape.map("sin", a -> StrictMath.sin(3 * a), angle);
        Value loss = tape.sum(tape.mul(tape.mul(r, petal), c));
        tape.turn();
        Value dR = tape.mul(petal, c);
        Value dAngle = tape.mul(tape.mul(r, c), tape.map("cos", a -> 3 * StrictMath.cos(3 * a), angle));
        Value alongX = tape.zip("div", (a, b) -> a / b, x, r);
        Value alongY = tape.zip("div", (a, b) -> a / b, y, r);
        Value turn = tape.zip("div", (a, b) -> a / b, dAngle, r);
        tape.gradient("loss", loss);
        tape.gradient("x", tape.sub(tape.mul(alongX, dR), tape.mul(alongY, turn)));
        tape.gradient("y", tape.add(tape.mul(alongY, dR), tape.mul(alongX, turn)));
    }
}
