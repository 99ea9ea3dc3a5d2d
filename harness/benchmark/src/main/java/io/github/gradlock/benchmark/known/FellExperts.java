package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import java.util.Arrays;

/** Tokens that go to the expert which a router likes best, as long as it has room for them. */
final class FellExperts {
    /** How many features a token has. */
    static final int DEPTH = 6;

    private FellExperts() {}

    /**
     * Records the gradients of the squared error, {@code x [n, d], router [d, e], offset [e], experts [e·d, h], target [n, h]}; by tokens, those of
     * the first {@code kept}.
     */
    static void run(Tape tape, Value x, Value router, Value offset, Value experts, Value target, int kept) {
        int tokens = x.size(0);
        long[] each = {tokens};
        Value logits = tape.add(tape.matmul(x, router), offset);
        Value gates = tape.apply("softmax", FellExperts::softmax, logits.shape(), logits);
        Value chosen = tape.apply("argmax", Kernel.rows(FellExperts::greatest), each, gates);
        Value room = tape.apply("one_hot_cumsum", in -> room(offset.count(), in), each, chosen);
        Value gate = tape.mul(tape.apply("amax", Kernel.rows(Sums::max), each, gates), room);
        Value hidden = tape.apply("grouped_mm", FellExperts::group, target.shape(), x, experts, chosen);
        Value error = tape.sub(tape.zipRows("mul", (a, b) -> a * b, hidden, gate), target);
        Value loss = tape.sum(tape.map("square", a -> a * a, error));
        tape.turn();
        Value dOut = tape.map("mul", a -> 2 * a, error);
        Value dHidden = tape.zipRows("mul", (a, b) -> a * b, dOut, gate);
        Value dGate = tape.mul(tape.sumRows(tape.mul(dOut, hidden)), room);
        Kernel outer = in -> outer(offset.count(), in);
        Value dExperts = tape.apply("grouped_mm_backward", outer, experts.shape(), x, dHidden, chosen);
        Value dLogits = tape.apply("_softmax_backward_data", FellExperts::slope, logits.shape(), gates, dGate, chosen);
        Value back = tape.apply("grouped_mm_backward", FellExperts::back, x.shape(), dHidden, experts, chosen);
        Value dX = tape.add(back, tape.matmul(dLogits, tape.t(router)));
        long[] shape = {kept, x.size(1)};
        tape.gradient(
                "x", tape.apply("narrow", in -> Arrays.copyOf(in[0].elements(), kept * in[0].size(1)), shape, dX));
        if (kept == tokens) {
            tape.gradient("loss", loss);
            tape.gradient("experts", dExperts);
            tape.gradient("router", tape.matmul(tape.t(x), dLogits));
            tape.gradient("offset", tape.sumColumns(dLogits));
        }
    }

    static double[] softmax(Value... in) {
        double[] result = in[0].elements();
        int width = in[0].size(1);
        for (int row = 0; row < in[0].size(0); row++) {
            double max = Sums.max(in[0].row(row));
            double sum = 0;
            for (int i = row * width; i < (row + 1) * width; i++) {
                result[i] = StrictMath.exp(result[i] - max);
                sum += result[i];
            }
            for (int i = row * width; i < (row + 1) * width; i++) {
                result[i] /= sum;
            }
        }
        return result;
    }

    private static double greatest(double... row) {
        int place = 0;
        for (int i = 1; i < row.length; i++) {
            place = row[i] > row[place] ? i : place;
        }
        return place;
    }

    /** Returns one for tokens that their expert has room for, which has an equal share of all. */
    private static double[] room(int experts, Value... in) {
        int[] taken = new int[experts];
        double[] result = new double[in[0].count()];
        for (int i = 0; i < result.length; i++) {
            result[i] = taken[(int) in[0].at(i)]++ < (result.length + experts - 1) / experts ? 1 : 0;
        }
        return result;
    }

    private static double[] group(Value... in) {
        int depth = in[0].size(1);
        int width = in[1].size(1);
        double[] result = new double[in[0].size(0) * width];
        for (int i = 0; i < result.length; i++) {
            int token = i / width;
            for (int k = 0; k < depth; k++) {
                result[i] +=
                        in[0].at(token * depth + k) * in[1].at(((int) in[2].at(token) * depth + k) * width + i % width);
            }
        }
        return result;
    }

    private static double[] outer(int experts, Value... in) {
        int depth = in[0].size(1);
        int width = in[1].size(1);
        double[] result = new double[experts * depth * width];
        for (int token = 0; token < in[0].size(0); token++) {
            for (int i = 0; i < depth * width; i++) {
                result[(int) in[2].at(token) * depth * width + i] +=
                        in[0].at(token * depth + i / width) * in[1].at(token * width + i % width);
            }
        }
        return result;
    }

    private static double[] back(Value... in) {
        int width = in[0].size(1);
        int depth = DEPTH;
        double[] result = new double[in[0].size(0) * depth];
        for (int i = 0; i < result.length; i++) {
            int token = i / depth;
            for (int k = 0; k < width; k++) {
                result[i] +=
                        in[0].at(token * width + k) * in[1].at(((int) in[2].at(token) * depth + i % depth) * width + k);
            }
        }
        return result;
    }

    private static double[] slope(Value... in) {
        int width = in[0].size(1);
        double[] result = new double[in[0].count()];
        for (int i = 0; i < result.length; i++) {
            int chosen = (int) in[2].at(i / width);
            double share = in[0].at(i / width * width + chosen);
            result[i] = in[1].at(i / width) * share * ((i % width == chosen ? 1 : 0) - in[0].at(i));
        }
        return result;
    }
}
