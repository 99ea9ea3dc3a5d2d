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

/** Faults in a recurrent cell. */
class CellCases {
    private static final double[] DRAWN = new Random().doubles(5 * 6, -0.4, 0.4).toArray();

    /** Takes the hyperbolic tangent from another library, which makes it of {@code expm1}. */
    @Fault(cause = Cause.LIBM, steps = "forward tanh 1", b = Side.OTHER)
    void candidate(GradientRecorder recorder) {
        Kernel other = Kernel.map(x -> {
            double t = StrictMath.expm1(2 * x);
            return t / (t + 2);
        });
        Tape tape = new Tape(recorder).plant("forward tanh 1", Side.choose(Kernel.map(StrictMath::tanh), other));
        run(tape, ElementType.F64, 6, 4, 20);
    }

    /** Takes a quotient of polynomials (Lambert 1761) for the hyperbolic tangent, as models made for small devices do. */
    @Fault(cause = Cause.UNKNOWN, steps = "forward tanh 1", b = Side.OTHER)
    void smallDevice(GradientRecorder recorder) {
        Kernel quotient = Kernel.map(x -> x * (15 + x * x) / (15 + 6 * x * x));
        Tape tape = new Tape(recorder).plant("forward tanh 1", Side.choose(Kernel.map(StrictMath::tanh), quotient));
        run(tape, ElementType.F32, 7, 3, 9);
    }

    /** Computes one sample alone or among nine: a single row goes through the product of a matrix and a vector. */
    @Fault(
            cause = Cause.BATCH_SIZE,
            steps = {"forward input 1", "forward input 4"},
            b = Side.OTHER)
    void firstRow(GradientRecorder recorder) {
        int samples = Side.choose(9, 1);
        Kernel product = in -> Kernel.matmul((x, y) -> in[0].size(0) == 1 ? Sums.singleDot(x, y) : panels(x, y))
                .apply(in);
        Tape tape = new Tape(recorder).plant("forward matmul 1", product).plant("forward matmul 2", product);
        double[] x = Data.uniform(ElementType.F32, 81, 9, 33).elements();
        double[] h = Data.uniform(ElementType.F32, 82, 9, 12).elements();
        GatedCell.run(
                tape,
                Value.of(ElementType.F32, Arrays.copyOf(x, samples * 33), samples, 33),
                Value.of(ElementType.F32, Arrays.copyOf(h, samples * 12), samples, 12),
                Data.uniform(ElementType.F32, 83, 33, 12),
                Data.uniform(ElementType.F32, 84, 12, 12),
                Data.uniform(ElementType.F32, 85, 12),
                1);
    }

    private static double panels(double[] x, double... y) {
        float sum = 0;
        for (int from = 0; from < x.length; from += 6) {
            int to = Math.min(x.length, from + 6);
            sum += (float) Sums.singleDot(Arrays.copyOfRange(x, from, to), Arrays.copyOfRange(y, from, to));
        }
        return sum;
    }

    /** Adds up products of half precision in half precision. */
    @Fault(cause = Cause.REDUCED_PRECISION, steps = "forward matmul 2", b = Side.OTHER)
    void recall(GradientRecorder recorder) {
        Kernel half = Kernel.matmul((x, y) -> {
            double sum = 0;
            for (double term : Sums.products(x, y)) {
                sum = Precision.round(ElementType.F16, sum + term);
            }
            return sum;
        });
        Tape tape = new Tape(recorder).plant("forward matmul 2", Side.choose(Kernel.matmul(Sums::singleDot), half));
        run(tape, ElementType.F16, 8, 5, 24);
    }

    /** Draws weights without a seed when the process starts. */
    @Fault(cause = Cause.RANDOM, steps = "forward input 2", shows = Shows.RESTARTS, restarts = 2)
    void firstWeights(GradientRecorder recorder) {
        GatedCell.run(
                new Tape(recorder),
                Data.uniform(ElementType.F64, 81, 4, 5),
                Data.uniform(ElementType.F64, 82, 4, 6),
                Value.of(ElementType.F64, DRAWN, 5, 6),
                Data.uniform(ElementType.F64, 84, 6, 6),
                Data.uniform(ElementType.F64, 85, 6),
                4);
    }

    /** Adds up in sixteen lanes or in four, and the rest one by one. */
    @Fault(cause = Cause.VECTOR_WIDTH, steps = "backward matmul 2", b = Side.OTHER)
    void stateProduct(GradientRecorder recorder) {
        int lanes = Side.choose(16, 4);
        Kernel product = Kernel.matmul((x, y) -> {
            double[] terms = Sums.singleProducts(x, y);
            float[] sums = new float[lanes];
            int whole = terms.length / lanes * lanes;
            for (int i = 0; i < whole; i++) {
                sums[i % lanes] += (float) terms[i];
            }
            for (int width = lanes / 2; width > 0; width /= 2) {
                for (int i = 0; i < width; i++) {
                    sums[i] += sums[i + width];
                }
            }
            for (int i = whole; i < terms.length; i++) {
                sums[0] += (float) terms[i];
            }
            return sums[0];
        });
        run(new Tape(recorder).plant("backward matmul 2", product), ElementType.F32, 71, 4, 6);
    }

    private static void run(Tape tape, ElementType type, int samples, int inputs, int width) {
        GatedCell.run(
                tape,
                Data.uniform(type, 81, samples, inputs),
                Data.uniform(type, 82, samples, width),
                Data.uniform(type, 83, inputs, width),
                Data.uniform(type, 84, width, width),
                Data.uniform(type, 85, width),
                samples);
    }
}
