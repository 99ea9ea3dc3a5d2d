package io.github.gradlock.benchmark.aside;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import java.util.Arrays;

/** Experts whose answers are mixed by a router. */
final class QuayExperts {
    private QuayExperts() {}

    /** Records the gradients of {@code Σ (Σ softmax(x·router / 2) ∘ tanh(x·w) − c)²}, {@code x [n, d], router, w [d, e], c [n]}. */
    static void run(Tape tape, Value x, Value router, Value w, Value c) {
        Value routed = tape.map("mul", a -> a / 2, x);
        Value logits = tape.matmul(routed, router);
        Value gates = tape.apply("softmax", QuayExperts::softmax, logits.shape(), logits);
        Value answers = tape.map("tanh", StrictMath::tanh, tape.matmul(x, w));
        Value error = tape.sub(tape.sumRows(tape.mul(gates, answers)), c);
        Value loss = tape.sum(tape.mul(error, error));
        tape.turn();
        Value dMixed = tape.map("mul", a -> 2 * a, error);
        Value dAnswers = tape.zipRows("mul", (a, b) -> a * b, gates, dMixed);
        Value dGates = tape.zipRows("mul", (a, b) -> a * b, answers, dMixed);
        Value dSums = tape.zip("tanh_backward", (a, b) -> a * (1 - b * b), dAnswers, answers);
        Kernel back = in -> {
            int width = in[0].size(1);
            double[] result = in[0].elements();
            Arrays.setAll(
                    result, i -> in[1].at(i) * (in[0].at(i) - Sums.dot(in[0].row(i / width), in[1].row(i / width))));
            return result;
        };
        Value dLogits = tape.apply("_softmax_backward_data", back, gates.shape(), dGates, gates);
        tape.gradient("loss", loss);
        tape.gradient("w", tape.matmul(tape.t(x), dSums));
        tape.gradient("router", tape.matmul(tape.t(routed), dLogits));
        Value dRouted = tape.matmul(dLogits, tape.t(router));
        tape.gradient("x", tape.add(tape.matmul(dSums, tape.t(w)), tape.map("mul", a -> a / 2, dRouted)));
    }

    private static double[] softmax(Value... in) {
        double[] result = new double[in[0].count()];
        int width = in[0].size(1);
        for (int i = 0; i < in[0].size(0); i++) {
            double[] row = in[0].row(i);
            double max = Sums.max(row);
            double[] powers =
                    Arrays.stream(row).map(a -> StrictMath.exp(a - max)).toArray();
            double sum = Sums.sum(powers);
            for (int j = 0; j < width; j++) {
                result[i * width + j] = powers[j] / sum;
            }
        }
        return result;
    }
}
