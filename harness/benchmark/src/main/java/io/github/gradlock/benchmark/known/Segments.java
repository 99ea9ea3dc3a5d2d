package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** Values that are added up by group, and the squares of the groups' sums. */
final class Segments {
    private Segments() {}

    /** Records the gradients of the sum of squares and of the weights, {@code x [n], group [n], weight [n]}. */
    static void run(Tape tape, Value x, Value weight, Value group, int groups) {
        Value weighted = tape.mul(x, weight);
        Value sums = tape.apply("scatter_add", in -> scatter(groups, in), new long[] {groups}, weighted, group);
        Value squared = tape.map("square", a -> a * a, sums);
        tape.sum(squared);
        tape.turn();
        Value dSums = tape.map("mul", a -> 2 * a, sums);
        Value dWeighted = tape.apply("gather", Segments::gather, x.shape(), dSums, group);
        Value dX = tape.mul(dWeighted, weight);
        Value dWeight = tape.mul(dWeighted, x);
        Value norm = tape.map("sqrt", Math::sqrt, tape.sum(tape.mul(dWeight, dWeight)));
        tape.gradient("x", dX);
        tape.gradient("weight", tape.zip("div", (a, b) -> a / b, dWeight, norm));
    }

    static double[] scatter(int groups, Value... inputs) {
        double[] sums = new double[groups];
        for (int i = 0; i < inputs[0].count(); i++) {
            sums[(int) inputs[1].at(i)] += inputs[0].at(i);
        }
        return sums;
    }

    private static double[] gather(Value... inputs) {
        double[] result = new double[inputs[1].count()];
        for (int i = 0; i < result.length; i++) {
            result[i] = inputs[0].at((int) inputs[1].at(i));
        }
        return result;
    }
}
