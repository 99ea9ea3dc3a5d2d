package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** Pendulums that swing for a few of Euler's steps. */
final class Pendulums {
    static final double STEP = 0.05;
    static final double GRAVITY = 9.81;

    private Pendulums() {}

    /** Records the gradients of the sum of squared angles with respect to first angles and speeds, {@code [n]} as the lengths. */
    static void run(Tape tape, Value angle, Value speed, Value length, int steps) {
        Value[] angles = new Value[steps + 1];
        angles[0] = angle;
        Value stiffness = tape.map("reciprocal", a -> -GRAVITY / a, length);
        Value moving = speed;
        for (int i = 0; i < steps; i++) {
            Value force = tape.mul(tape.map("sin", StrictMath::sin, angles[i]), stiffness);
            moving = step(tape, moving, force);
            angles[i + 1] = step(tape, angles[i], moving);
        }
        tape.sum(tape.map("square", a -> a * a, angles[steps]));
        tape.turn();
        Value dAngle = tape.map("mul", a -> 2 * a, angles[steps]);
        Value dSpeed = tape.map("zeros_like", a -> 0, moving);
        for (int i = steps - 1; i >= 0; i--) {
            dSpeed = step(tape, dSpeed, dAngle);
            Value slope = tape.mul(tape.map("cos", StrictMath::cos, angles[i]), stiffness);
            dAngle = step(tape, dAngle, tape.mul(slope, dSpeed));
        }
        tape.gradient("angle", dAngle);
        tape.gradient("speed", dSpeed);
    }

    private static Value step(Tape tape, Value x, Value slope) {
        return tape.zip("add", (a, b) -> a + STEP * b, x, slope);
    }
}
