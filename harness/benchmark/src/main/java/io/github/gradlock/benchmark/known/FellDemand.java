package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** Demand of a day by what is known of it and by the day of the week, at a quantile (Koenker and Bassett 1978). */
final class FellDemand {
    static final double QUANTILE = 0.85;

    private FellDemand() {}

    /** Records the gradients of the mean pinball loss, {@code week [7], day [n], x [n, k], w [k], sold [n]}. */
    static void run(Tape tape, Value week, Value day, Value x, Value w, Value sold) {
        Value base = tape.apply("embedding", FellDemand::look, sold.shape(), week, day);
        Value line = tape.apply("mv", FellDemand::product, sold.shape(), x, w);
        Value error = tape.sub(sold, tape.add(line, base));
        Value losses = tape.map("pinball_loss", a -> Math.max(QUANTILE * a, (QUANTILE - 1) * a), error);
        Value loss = tape.apply("mean", Kernel.total(Sums::mean), new long[0], losses);
        tape.turn();
        Value slope = tape.map("pinball_loss_backward", a -> a > 0 ? -QUANTILE : 1 - QUANTILE, error);
        Value dLine = tape.map("div", a -> a / sold.count(), slope);
        tape.gradient("loss", loss);
        tape.gradient("w", tape.apply("mv", FellDemand::product, w.shape(), tape.t(x), dLine));
        tape.gradient("week", tape.apply("embedding_dense_backward", FellDemand::add, week.shape(), dLine, day));
    }

    private static double[] look(Value... in) {
        double[] result = new double[in[1].count()];
        for (int i = 0; i < result.length; i++) {
            result[i] = in[0].at((int) in[1].at(i));
        }
        return result;
    }

    private static double[] product(Value... in) {
        return Kernel.rows(row -> Sums.dot(row, in[1].elements())).apply(in);
    }

    private static double[] add(Value... in) {
        double[] result = new double[7];
        for (int i = 0; i < in[0].count(); i++) {
            result[(int) in[1].at(i)] += in[0].at(i);
        }
        return result;
    }
}
