package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** Light along rays through fog: what each sample adds is dimmed by all before it. */
final class FellRays {
    private FellRays() {}

    /** Records the gradients of the squared error, {@code density [r, s], length [s], colour [r, s], target [r]}. */
    static void run(Tape tape, Value density, Value length, Value colour, Value target) {
        long[] samples = density.shape();
        Value depth = tape.mul(density, length);
        Value clear = tape.map("exp", a -> StrictMath.exp(-a), depth);
        Value opacity = tape.map("rsub", a -> 1 - a, clear);
        Value through = tape.apply("cumprod", FellRays::cumulate, samples, clear);
        Value reached = tape.apply("roll", FellRays::shift, samples, through);
        Value weight = tape.mul(reached, opacity);
        Value error = tape.sub(tape.sumRows(tape.mul(weight, colour)), target);
        Value loss = tape.sum(tape.map("square", a -> a * a, error));
        tape.turn();
        Value dPixel = tape.map("mul", a -> 2 * a, error);
        Value dWeight = tape.zipRows("mul", (a, b) -> a * b, colour, dPixel);
        Value behind = tape.apply("cumsum", FellRays::behind, samples, tape.mul(dWeight, weight));
        Value dDepth = tape.sub(tape.mul(through, dWeight), behind);
        tape.gradient("loss", loss);
        tape.gradient("density", tape.mul(dDepth, length));
        tape.gradient("colour", tape.zipRows("mul", (a, b) -> a * b, weight, dPixel));
    }

    /** Multiplies each element by all before it in its row. */
    static double[] cumulate(Value... in) {
        double[] result = in[0].elements();
        for (int i = 0; i < result.length; i++) {
            result[i] *= i % in[0].size(1) == 0 ? 1 : result[i - 1];
        }
        return result;
    }

    private static double[] shift(Value... in) {
        double[] result = new double[in[0].count()];
        for (int i = 0; i < result.length; i++) {
            result[i] = i % in[0].size(1) == 0 ? 1 : in[0].at(i - 1);
        }
        return result;
    }

    /** Returns, for each element, the sum of all behind it in its row. */
    private static double[] behind(Value... in) {
        double[] result = new double[in[0].count()];
        for (int i = result.length - 2; i >= 0; i--) {
            result[i] = (i + 1) % in[0].size(1) == 0 ? 0 : result[i + 1] + in[0].at(i + 1);
        }
        return result;
    }
}
