package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** Where satellites are on their ellipses, and how far that is from where they were seen. */
final class MoorOrbit {
    private static final int STEPS = 3;

    private MoorOrbit() {}

    /** Records the gradients of the sum of squared errors of true anomalies, all {@code [n]}; mean anomalies in degrees. */
    static void run(Tape tape, Value degrees, Value eccentricity, Value observed) {
        Value mean = tape.map("deg2rad", a -> a / 180 * Math.PI, degrees);
        Value angle = mean;
        for (int i = 0; i < STEPS; i++) {
            Value sine = tape.map("sin", StrictMath::sin, angle);
            Value excess = tape.sub(tape.sub(angle, tape.mul(eccentricity, sine)), mean);
            angle = tape.sub(angle, tape.zip("div", (a, b) -> a / b, excess, slope(tape, angle, eccentricity)));
        }
        Value half = tape.map("tan", StrictMath::tan, tape.map("mul", a -> a / 2, angle));
        Value stretch = tape.map("sqrt", a -> Math.sqrt((1 + a) / (1 - a)), eccentricity);
        Value anomaly = tape.map("mul", a -> 2 * a, tape.map("atan", StrictMath::atan, tape.mul(half, stretch)));
        Value error = tape.sub(anomaly, observed);
        Value loss = tape.sum(tape.map("square", a -> a * a, error));
        tape.turn();
        Value dAnomaly = tape.map("mul", a -> 2 * a, error);
        Value slope = slope(tape, angle, eccentricity);
        Value root = tape.map("sqrt", a -> Math.sqrt(1 - a * a), eccentricity);
        Value dAngle = tape.mul(dAnomaly, tape.zip("div", (a, b) -> a / b, root, slope));
        Value dMean = tape.zip("div", (a, b) -> a / b, dAngle, slope);
        Value sine = tape.map("sin", StrictMath::sin, angle);
        Value through = tape.mul(dMean, sine);
        Value direct = tape.mul(dAnomaly, tape.zip("div", (a, b) -> a / b, sine, tape.mul(slope, root)));
        tape.gradient("loss", loss);
        tape.gradient("degrees", tape.map("mul", a -> a / 180 * Math.PI, dMean));
        tape.gradient("eccentricity", tape.add(through, direct));
    }

    private static Value slope(Tape tape, Value angle, Value eccentricity) {
        Value cosine = tape.map("cos", StrictMath::cos, angle);
        return tape.map("rsub", a -> 1 - a, tape.mul(eccentricity, cosine));
    }
}
