package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** The light that rays gather on their way through a cloud. */
final class MoorRays {
    private MoorRays() {}

    /** Records the gradients of {@code Σ (pixel − target)²}, {@code density [r, s], step [s], colour [r, s], target [r]}. */
    static void run(Tape tape, Value density, Value step, Value colour, Value target) {
        Value sigma =
                tape.map("softplus", a -> Math.max(a, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(a))), density);
        Value thickness = tape.mul(sigma, step);
        Value depth = tape.apply("cumsum", MoorRays::before, thickness.shape(), thickness);
        Value light = tape.map("exp", StrictMath::exp, tape.map("neg", a -> -a, depth));
        Value opaque = tape.map("expm1", StrictMath::expm1, tape.map("neg", a -> -a, thickness));
        Value alpha = tape.map("neg", a -> -a, opaque);
        Value weight = tape.mul(light, alpha);
        Value pixel = tape.sumRows(tape.mul(weight, colour));
        Value error = tape.sub(pixel, target);
        Value loss = tape.sum(tape.map("square", a -> a * a, error));
        tape.turn();
        Value dPixel = tape.map("mul", a -> 2 * a, error);
        Value dWeight = tape.zipRows("mul", (a, b) -> a * b, colour, dPixel);
        Value passed = tape.mul(light, tape.map("rsub", a -> 1 - a, alpha));
        Value own = tape.mul(dWeight, passed);
        Value shadow = tape.mul(dWeight, weight);
        Value behind = tape.apply("cumsum", MoorRays::behind, shadow.shape(), shadow);
        Value dThickness = tape.sub(own, behind);
        Value dSigma = tape.mul(dThickness, step);
        Value dDensity = tape.zip("softplus_backward", (a, b) -> a / (1 + StrictMath.exp(-b)), dSigma, density);
        tape.gradient("loss", loss);
        tape.gradient("density", dDensity);
        tape.gradient("step", tape.sumColumns(tape.mul(dThickness, sigma)));
        tape.gradient("colour", tape.zipRows("mul", (a, b) -> a * b, weight, dPixel));
    }

    /** Adds up what comes before each element of a row. */
    static double[] before(Value... in) {
        int width = in[0].size(1);
        double[] result = new double[in[0].count()];
        for (int i = 1; i < result.length; i++) {
            result[i] = i % width == 0 ? 0 : result[i - 1] + in[0].at(i - 1);
        }
        return result;
    }

    /** Adds up what comes after each element of a row. */
    static double[] behind(Value... in) {
        int width = in[0].size(1);
        double[] result = new double[in[0].count()];
        for (int i = result.length - 2; i >= 0; i--) {
            result[i] = i % width == width - 1 ? 0 : result[i + 1] + in[0].at(i + 1);
        }
        return result;
    }
}
