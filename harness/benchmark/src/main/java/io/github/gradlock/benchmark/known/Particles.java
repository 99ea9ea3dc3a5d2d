package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** Energy of particles that repel each other near by and attract each other farther off (Lennard-Jones 1924). */
final class Particles {
    private Particles() {}

    /** Records energy and forces, {@code at [n, 3]}, pairs {@code from [e], to [e]}. */
    static void run(Tape tape, Value at, Value from, Value to) {
        long[] pairs = {from.count(), 3};
        Value left = tape.apply("index_select", Particles::select, pairs, at, from);
        Value right = tape.apply("index_select", Particles::select, pairs, at, to);
        Value apart = tape.sub(left, right);
        Value distance = tape.sumRows(tape.map("square", a -> a * a, apart));
        Value inverse = tape.map("reciprocal", a -> 1 / a, distance);
        Value attraction = tape.map("pow", a -> a * a * a, inverse);
        Value repulsion = tape.map("square", a -> a * a, attraction);
        Value energy = tape.sum(tape.sub(repulsion, attraction));
        tape.turn();
        Value slope = tape.zip("sub", (a, b) -> 3 * b - 6 * a, repulsion, attraction);
        Value dDistance = tape.mul(slope, inverse);
        Value pull = tape.zipRows("mul", (a, b) -> 2 * a * b, apart, dDistance);
        Value onLeft = tape.apply("index_add", in -> add(at.size(0), in), at.shape(), pull, from);
        Value onRight = tape.apply("index_add", in -> add(at.size(0), in), at.shape(), pull, to);
        tape.gradient("energy", energy);
        tape.gradient("at", tape.sub(onLeft, onRight));
    }

    static double[] add(int particles, Value... inputs) {
        double[] sums = new double[particles * 3];
        for (int i = 0; i < inputs[0].count(); i++) {
            sums[(int) inputs[1].at(i / 3) * 3 + i % 3] += inputs[0].at(i);
        }
        return sums;
    }

    private static double[] select(Value... inputs) {
        double[] result = new double[inputs[1].count() * 3];
        for (int i = 0; i < result.length; i++) {
            result[i] = inputs[0].at((int) inputs[1].at(i / 3) * 3 + i % 3);
        }
        return result;
    }
}
