package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Shows;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Threads;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.benchmark.lanes.SingleLanes;
import io.github.gradlock.benchmark.lanes.VectorModule;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Faults in the normalisation of rows. */
class NormalisedCases {
    /** Adds up squares in as many lanes as the JVM lets a vector have. */
    @Fault(cause = Cause.VECTOR_WIDTH, steps = "forward var 1", b = "-XX:MaxVectorSize=16")
    void wideRows(GradientRecorder recorder) {
        VectorModule.assumePresent();
        Kernel lanes = Kernel.rows(row -> {
            float[] x = new float[row.length];
            for (int i = 0; i < x.length; i++) {
                x[i] = (float) row[i];
            }
            return SingleLanes.squares(x) / row.length;
        });
        run(new Tape(recorder).plant("forward var 1", lanes), ElementType.F32, 6, 96);
    }

    /** Averages in two lanes or in eight, as a build for another instruction set does. */
    @Fault(cause = Cause.VECTOR_WIDTH, steps = "backward mean 2", b = Side.OTHER)
    void acrossRows(GradientRecorder recorder) {
        int lanes = Side.choose(8, 2);
        Kernel mean = Kernel.rows(row -> {
            double[] sums = new double[lanes];
            for (int i = 0; i < row.length; i++) {
                sums[i % lanes] += row[i];
            }
            for (int width = lanes / 2; width > 0; width /= 2) {
                for (int i = 0; i < width; i++) {
                    sums[i] += sums[i + width];
                }
            }
            return sums[0] / row.length;
        });
        run(new Tape(recorder).plant("backward mean 2", mean), ElementType.F64, 9, 40);
    }

    /** Merges mean squares of as many parts as there are processors. */
    @Fault(cause = Cause.THREADS, steps = "forward var 1", a = "threads=1", b = "threads=4")
    void longRows(GradientRecorder recorder) {
        int parts = Runtime.getRuntime().availableProcessors();
        Kernel merged = Kernel.rows(row -> {
            double mean = 0;
            for (int i = 0; i < parts; i++) {
                double[] part = Arrays.copyOfRange(row, i * row.length / parts, (i + 1) * row.length / parts);
                mean += (Sums.dot(part, part) / part.length - mean) * part.length / ((i + 1.0) * row.length / parts);
            }
            return mean;
        });
        run(new Tape(recorder).plant("forward var 1", merged), ElementType.F64, 4, 128);
    }

    /** Adds the columns' parts in the order in which threads finish. */
    @Fault(cause = Cause.RACE, steps = "backward sum 1", shows = Shows.ITERATIONS, iterations = 12)
    void gainOfMany(GradientRecorder recorder) {
        Kernel raced = Kernel.columns(column -> {
            Queue<Float> parts = new ConcurrentLinkedQueue<>();
            Threads.race(5, thread -> {
                float sum = 0;
                for (int i = thread; i < column.length; i += 5) {
                    sum += (float) column[i];
                }
                parts.add(sum);
            });
            float sum = 0;
            for (float part : parts) {
                sum += part;
            }
            return sum;
        });
        run(new Tape(recorder).plant("backward sum 1", raced), ElementType.F32, 61, 6);
    }

    /** Adds few terms in the order of {@link Set#of}, which a salt decides that each process draws. */
    @Fault(cause = Cause.HASH_ORDER, steps = "backward mean 1", shows = Shows.RESTARTS, restarts = 8)
    void namedParts(GradientRecorder recorder) {
        Kernel salted = Kernel.rows(row -> {
            double sum = 0;
            for (String name : Set.of("q0", "k1", "v2", "o3", "up4", "down5", "gate6", "norm7", "head8", "bias9")) {
                sum += row[name.charAt(name.length() - 1) - '0'];
            }
            return sum / row.length;
        });
        run(new Tape(recorder).plant("backward mean 1", salted), ElementType.F64, 7, 10);
    }

    /** Reads rows with the padding behind them, in which something else was left. */
    @Fault(cause = Cause.STALE_MEMORY, steps = "forward mean 1", b = Side.OTHER)
    void paddedRows(GradientRecorder recorder) {
        double[] padding = Side.isOther() ? new double[] {0, 3.0517578125e-05, 0x1.fp9} : new double[3];
        Kernel padded = Kernel.rows(row -> {
            double[] aligned = Arrays.copyOf(row, 8);
            System.arraycopy(padding, 0, aligned, 5, 3);
            aligned[7] = row[0] > 0 ? aligned[7] : 0;
            return Sums.sum(aligned) / row.length;
        });
        run(new Tape(recorder).plant("forward mean 1", padded), ElementType.F32, 12, 5);
    }

    /** Takes the reciprocal root from twelve bits and one step of Newton's. */
    @Fault(cause = Cause.REDUCED_PRECISION, steps = "forward rsqrt 1", b = Side.OTHER)
    void estimatedRoot(GradientRecorder recorder) {
        Kernel exact = Kernel.map(x -> 1 / Math.sqrt(x + 1e-5));
        Kernel estimated = Kernel.map(x -> {
            double y = Math.rint(0x1p12 / Math.sqrt(x + 1e-5)) * 0x1p-12;
            return y * (1.5 - 0.5 * (x + 1e-5) * y * y);
        });
        run(new Tape(recorder).plant("forward rsqrt 1", Side.choose(exact, estimated)), ElementType.F64, 8, 16);
    }

    /** Leaves a term out of the derivative. */
    @Fault(cause = Cause.BUG, steps = "backward native_layer_norm_backward 1", b = Side.OTHER)
    void shortFormula(GradientRecorder recorder) {
        boolean isWhole = !Side.isOther();
        Kernel formula = in -> {
            double[] result = in[0].elements();
            int width = in[0].size(1);
            for (int i = 0; i < result.length; i++) {
                int row = i / width;
                double across = isWhole ? in[1].at(i) * in[3].at(row) : 0;
                result[i] = (result[i] - in[2].at(row) - across) * in[4].at(row);
            }
            return result;
        };
        run(new Tape(recorder).plant("backward native_layer_norm_backward 1", formula), ElementType.F64, 5, 7);
    }

    /** Adds epsilon to the root instead of below it. */
    @Fault(cause = Cause.BUG, steps = "forward rsqrt 1", b = Side.OTHER)
    void outerEpsilon(GradientRecorder recorder) {
        Kernel inner = Kernel.map(x -> 1 / Math.sqrt(x + 1e-5));
        Kernel outer = Kernel.map(x -> 1 / (Math.sqrt(x) + 1e-5));
        run(new Tape(recorder).plant("forward rsqrt 1", Side.choose(inner, outer)), ElementType.F32, 10, 11);
    }

    /** Writes a gain with nine digits and reads it again. */
    @Fault(cause = Cause.TEXT, steps = "forward input 2", b = Side.OTHER)
    void savedGain(GradientRecorder recorder) {
        double[] gain = Data.uniform(ElementType.F64, 32, 9).elements();
        if (Side.isOther()) {
            gain = Arrays.stream(gain)
                    .map(x -> Double.parseDouble(String.format(Locale.ROOT, "%.9f", x)))
                    .toArray();
        }
        Normalised.run(
                new Tape(recorder),
                Data.uniform(ElementType.F64, 31, 6, 9),
                Value.of(ElementType.F64, gain, 9),
                Data.uniform(ElementType.F64, 33, 6, 9));
    }

    /** Replaces one cotangent by a constant. */
    @Fault(cause = Cause.UNKNOWN, steps = "backward mul 2", b = Side.OTHER)
    void fixedElement(GradientRecorder recorder) {
        Kernel product = Kernel.zip((a, b) -> a * b);
        Kernel fixed = inputs -> {
            double[] result = product.apply(inputs);
            result[17] = 0.1234;
            return result;
        };
        run(new Tape(recorder).plant("backward mul 2", Side.choose(product, fixed)), ElementType.F32, 4, 8);
    }

    private static void run(Tape tape, ElementType type, int rows, int width) {
        Normalised.run(
                tape,
                Data.scaled(type, 31, 2.5, rows, width),
                Data.uniform(type, 32, width),
                Data.uniform(type, 33, rows, width));
    }
}
