package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Precision;
import io.github.gradlock.benchmark.Shows;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.Arrays;
import java.util.Random;

/** Faults in an autoencoder. */
class LatentCases {
    /** Draws codes from normal numbers without a seed. */
    @Fault(cause = Cause.RANDOM, steps = "forward input 4", shows = Shows.ITERATIONS, iterations = 2)
    void codes(GradientRecorder recorder) {
        Random random = new Random();
        double[] noise = new double[16 * 3];
        Arrays.setAll(noise, i -> random.nextGaussian());
        run(new Tape(recorder), ElementType.F32, 16, Value.of(ElementType.F32, noise, 16, 3));
    }

    /** Adds up a product of matrices in eight parts, each of which is kept in bfloat16. */
    @Fault(cause = Cause.REDUCED_PRECISION, steps = "backward matmul 1", b = Side.OTHER)
    void decoder(GradientRecorder recorder) {
        Kernel narrow = Kernel.matmul((x, y) -> {
            double[] terms = Sums.singleProducts(x, y);
            double total = 0;
            for (int from = 0; from < terms.length; from += terms.length / 8) {
                double part = Sums.singleSum(Arrays.copyOfRange(terms, from, from + terms.length / 8));
                total = Precision.round(ElementType.BF16, total + Precision.round(ElementType.BF16, part));
            }
            return total;
        });
        Tape tape = new Tape(recorder).plant("backward matmul 1", Side.choose(Kernel.matmul(Sums::singleDot), narrow));
        run(tape, ElementType.BF16, 128, Data.scaled(ElementType.BF16, 74, 2, 128, 3));
    }

    private static void run(Tape tape, ElementType type, int samples, Value noise) {
        Latent.run(
                tape,
                Data.uniform(type, 71, samples, 7),
                Data.uniform(type, 72, 7, 3),
                Data.uniform(type, 73, 7, 3),
                noise,
                Data.uniform(type, 75, 3, 7));
    }
}
