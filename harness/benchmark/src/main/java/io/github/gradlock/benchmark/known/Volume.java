package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** Levels of tones in a sound, against those of another. */
final class Volume {
    private static final double LEAST = 1e-12;

    private Volume() {}

    /** Records the gradients of the mean squared error, {@code x, window [n, 1]}, {@code cosines, sines [m, n]}, {@code target [m, 1]}. */
    static void run(Tape tape, Value x, Value window, Value cosines, Value sines, Value target) {
        double tones = target.count();
        Value windowed = tape.mul(x, window);
        Value energy = tape.sum(tape.map("square", a -> a * a, windowed));
        Value norm = tape.map("sqrt", Math::sqrt, energy);
        Value unit = tape.zip("div", (a, b) -> a / b, windowed, norm);
        Value re = tape.matmul(cosines, unit);
        Value im = tape.matmul(sines, unit);
        Value power = tape.zip("add", (a, b) -> a * a + b * b + LEAST, re, im);
        Value level = tape.map("log10", StrictMath::log10, power);
        Value error = tape.zip("sub", (a, b) -> 10 * a - b, level, target);
        Value squared = tape.map("square", a -> a * a, error);
        Value loss = tape.apply("mean", Kernel.total(Sums::mean), new long[0], squared);
        tape.turn();
        Value dLevel = tape.map("mul", a -> a * 20 / tones, error);
        Value dPower = tape.zip("div", (a, b) -> a / (b * 2.302585092994046), dLevel, power);
        Value dRe = tape.zip("mul", (a, b) -> 2 * a * b, dPower, re);
        Value dIm = tape.zip("mul", (a, b) -> 2 * a * b, dPower, im);
        Value dUnit = tape.add(tape.matmul(tape.t(cosines), dRe), tape.matmul(tape.t(sines), dIm));
        tape.gradient("loss", loss);
        tape.gradient("unit", dUnit);
        tape.gradient("x", tape.zip("div", (a, b) -> a / b, tape.mul(dUnit, window), norm));
    }
}
