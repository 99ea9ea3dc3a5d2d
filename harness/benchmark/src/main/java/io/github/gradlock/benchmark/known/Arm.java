package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** The bearing of the end of a jointed arm. */
final class Arm {
    private Arm() {}

    /** Records the gradients of the mean squared error, {@code joints [n, k]} angles, {@code lengths [k, 1]}, {@code target [n, 1]}. */
    static void run(Tape tape, Value joints, Value lengths, Value target) {
        double poses = joints.size(0);
        Value angles = tape.apply("cumsum", in -> cumulate(false, in), joints.shape(), joints);
        Value c = tape.map("cos", StrictMath::cos, angles);
        Value s = tape.map("sin", StrictMath::sin, angles);
        Value x = tape.matmul(c, lengths);
        Value y = tape.matmul(s, lengths);
        Value bearing = tape.zip("atan2", StrictMath::atan2, y, x);
        Value error = tape.sub(bearing, target);
        Value squared = tape.map("square", a -> a * a, error);
        Value loss = tape.apply("mean", Kernel.total(Sums::mean), new long[0], squared);
        tape.turn();
        Value dBearing = tape.map("mul", a -> a * (2 / poses), error);
        Value reach = tape.zip("hypot", StrictMath::hypot, x, y);
        Value pull = tape.zip("div", (a, b) -> a / (b * b), dBearing, reach);
        Value dY = tape.mul(pull, x);
        Value dX = tape.map("neg", a -> -a, tape.mul(pull, y));
        Value bars = tape.t(lengths);
        Value dS = tape.mul(tape.matmul(dY, bars), c);
        Value dC = tape.mul(tape.matmul(dX, bars), s);
        Value dAngles = tape.sub(dS, dC);
        Value dJoints = tape.apply("cumsum", in -> cumulate(true, in), joints.shape(), dAngles);
        Value dLengths = tape.add(tape.matmul(tape.t(c), dX), tape.matmul(tape.t(s), dY));
        tape.gradient("loss", loss);
        tape.gradient("joints", dJoints);
        tape.gradient("lengths", dLengths);
    }

    private static double[] cumulate(boolean fromTheLast, Value... in) {
        double[] sums = in[0].elements();
        int width = in[0].size(1);
        for (int i = 1; i < sums.length; i++) {
            int place = fromTheLast ? sums.length - 1 - i : i;
            int before = fromTheLast ? place + 1 : place - 1;
            sums[place] += place / width == before / width ? sums[before] : 0;
        }
        return sums;
    }
}
