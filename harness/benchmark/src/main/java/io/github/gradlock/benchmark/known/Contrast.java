package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import java.util.SplittableRandom;

/** How well each row is told from all others by a second view of it, of which a quarter is dropped from a seed. */
final class Contrast {
    private static final double SHARPNESS = 8;

    private Contrast() {}

    /** Records the gradients of the mean of {@code logsumexp − own} over cosines, {@code x [n, d], y [n, d]}. */
    static void run(Tape tape, Value x, Value y) {
        long[] rows = {x.size(0)};
        double samples = x.size(0);
        SplittableRandom random = new SplittableRandom(17);
        Value view = tape.map("dropout", a -> random.nextInt(4) == 0 ? 0 : a / 0.75, y);
        Value length = tape.apply("linalg_vector_norm", Kernel.rows(Contrast::norm), rows, x);
        Value viewLength = tape.apply("linalg_vector_norm", Kernel.rows(Contrast::norm), rows, view);
        Value unit = tape.zipRows("div", (a, b) -> a / b, x, length);
        Value viewUnit = tape.zipRows("div", (a, b) -> a / b, view, viewLength);
        Value cosines = tape.matmul(unit, tape.t(viewUnit));
        Value logits = tape.map("mul", a -> SHARPNESS * a, cosines);
        Value total = tape.apply("logsumexp", Kernel.rows(Contrast::logSumExp), rows, logits);
        Value own = tape.apply("diagonal", Contrast::diagonal, rows, logits);
        Value loss = tape.apply("mean", Kernel.total(Sums::mean), new long[0], tape.sub(total, own));
        tape.turn();
        Value p = tape.map("exp", StrictMath::exp, tape.zipRows("sub", (a, b) -> a - b, logits, total));
        Value dCosines = tape.apply("nll_loss_backward", in -> lessOwn(samples, in), p.shape(), p);
        Value dUnit = tape.matmul(dCosines, viewUnit);
        Value dViewUnit = tape.matmul(tape.t(dCosines), unit);
        Value dView = across(tape, dViewUnit, viewUnit, viewLength);
        tape.gradient("loss", loss);
        tape.gradient("x", across(tape, dUnit, unit, length));
        tape.gradient("y", tape.zip("native_dropout_backward", (a, b) -> b == 0 ? 0 : a / 0.75, dView, view));
    }

    private static Value across(Tape tape, Value cotangent, Value unit, Value length) {
        Value along = tape.sumRows(tape.mul(cotangent, unit));
        Value rest = tape.sub(cotangent, tape.zipRows("mul", (a, b) -> a * b, unit, along));
        return tape.zipRows("div", (a, b) -> a / b, rest, length);
    }

    private static double norm(double... row) {
        return Math.sqrt(Sums.dot(row, row));
    }

    static double logSumExp(double... row) {
        double max = Sums.max(row);
        double sum = 0;
        for (double each : row) {
            sum += StrictMath.exp(each - max);
        }
        return max + StrictMath.log(sum);
    }

    private static double[] diagonal(Value... in) {
        double[] result = new double[in[0].size(0)];
        for (int i = 0; i < result.length; i++) {
            result[i] = in[0].row(i)[i];
        }
        return result;
    }

    private static double[] lessOwn(double samples, Value... in) {
        double[] result = in[0].elements();
        for (int i = 0; i < result.length; i++) {
            result[i] = SHARPNESS * (result[i] - (i % (in[0].size(0) + 1) == 0 ? 1 : 0)) / samples;
        }
        return result;
    }
}
