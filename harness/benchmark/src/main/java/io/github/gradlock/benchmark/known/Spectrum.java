package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import java.util.Arrays;

/** How far the levels of bands of frequencies are from targets. */
final class Spectrum {
    static final double FLOOR = 1e-6;

    private Spectrum() {}

    /** Records gradients of the squared error of levels, {@code frames [n, d], window [d], cosine [D, k], sine [D, k], target [n, k]}, with D from d on. */
    static void run(Tape tape, Value frames, Value window, Value cosine, Value sine, Value target) {
        long[] rows = {frames.size(0)};
        long[] wide = {frames.size(0), cosine.size(0)};
        Value mean = tape.apply("mean", Kernel.rows(Sums::mean), rows, frames);
        Value centred = tape.zipRows("sub", (a, b) -> a - b, frames, mean);
        Value windowed = tape.mul(centred, window);
        Value padded = tape.apply("constant_pad_nd", in -> resized(cosine.size(0), in), wide, windowed);
        Value re = tape.matmul(padded, cosine);
        Value im = tape.matmul(padded, sine);
        Value power = tape.add(tape.map("square", a -> a * a, re), tape.map("square", a -> a * a, im));
        Value level = tape.map("log10", a -> StrictMath.log10(a + FLOOR), power);
        Value error = tape.sub(level, target);
        Value loss = tape.sum(tape.map("square", a -> a * a, error));
        tape.turn();
        Value dLevel = tape.map("mul", a -> 2 * a, error);
        Value dPower = tape.zip("div", (a, b) -> a / ((b + FLOOR) * StrictMath.log(10)), dLevel, power);
        Value dRe = tape.zip("mul", (a, b) -> 2 * a * b, dPower, re);
        Value dIm = tape.zip("mul", (a, b) -> 2 * a * b, dPower, im);
        Value dPadded = tape.add(tape.matmul(dRe, tape.t(cosine)), tape.matmul(dIm, tape.t(sine)));
        Value dWindowed = tape.apply("narrow", in -> resized(window.count(), in), frames.shape(), dPadded);
        Value dCentred = tape.mul(dWindowed, window);
        Value dMean = tape.apply("mean", Kernel.rows(Sums::mean), rows, dCentred);
        tape.gradient("loss", loss);
        tape.gradient("frames", tape.zipRows("sub", (a, b) -> a - b, dCentred, dMean));
        tape.gradient("window", tape.sumColumns(tape.mul(dWindowed, centred)));
        tape.gradient("cosine", tape.matmul(tape.t(padded), dRe));
    }

    /** Cuts rows to a width, or fills them up with zeros. */
    static double[] resized(int width, Value... inputs) {
        double[] result = new double[inputs[0].size(0) * width];
        for (int i = 0; i < inputs[0].size(0); i++) {
            System.arraycopy(Arrays.copyOf(inputs[0].row(i), width), 0, result, i * width, width);
        }
        return result;
    }
}
