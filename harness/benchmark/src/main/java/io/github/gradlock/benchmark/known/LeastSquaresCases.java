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
import io.github.gradlock.benchmark.graph.Accumulated;
import io.github.gradlock.benchmark.graph.FirstSamples;
import io.github.gradlock.benchmark.graph.LeastSquares;
import io.github.gradlock.benchmark.lanes.Lanes;
import io.github.gradlock.benchmark.lanes.VectorModule;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.text.NumberFormat;
import java.text.ParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.stream.IntStream;

/** Faults in linear models. */
class LeastSquaresCases {
    /** Averages in as many lanes as the CPU's vectors have. */
    @Fault(cause = Cause.VECTOR_WIDTH, steps = "forward mean 1", b = "avx=0")
    void meanLoss(GradientRecorder recorder) {
        VectorModule.assumePresent();
        Kernel lanes = Kernel.total(x -> Lanes.singleSum(x) / x.length);
        run(new Tape(recorder).plant("forward mean 1", lanes), ElementType.F32, 200, 5);
    }

    /** Adds products with one rounding where there would be two. */
    @Fault(cause = Cause.FMA, steps = "forward matmul 1", b = Side.OTHER)
    void prediction(GradientRecorder recorder) {
        Kernel fused = Kernel.matmul((x, y) -> {
            double sum = 0;
            for (int i = 0; i < x.length; i++) {
                sum = Math.fma(x[i], y[i], sum);
            }
            return sum;
        });
        Tape tape = new Tape(recorder).plant("forward matmul 1", Side.choose(Kernel.matmul(Sums::dot), fused));
        run(tape, ElementType.F64, 40, 6);
    }

    /** Adds up with a parallel stream, which splits by the parallelism of the common pool. */
    @Fault(cause = Cause.THREADS, steps = "backward sum 1", a = "threads=1", b = "threads=7")
    void offsetOfMany(GradientRecorder recorder) {
        Kernel parallel = Kernel.total(x -> Arrays.stream(x).parallel().reduce(0, Double::sum));
        run(new Tape(recorder).plant("backward sum 1", parallel), ElementType.F64, 3_000, 2);
    }

    /** Adds up on four threads with a {@link DoubleAdder}. */
    @Fault(cause = Cause.RACE, steps = "backward sum 1", shows = Shows.ITERATIONS, iterations = 6)
    void sharedOffset(GradientRecorder recorder) {
        Kernel shared = Kernel.total(x -> {
            DoubleAdder sum = new DoubleAdder();
            Threads.race(4, thread -> {
                for (int round = 0; round < 100; round++) {
                    for (int i = thread; i < x.length; i += 4) {
                        sum.add(x[i]);
                    }
                }
            });
            return sum.sum() / 100;
        });
        run(new Tape(recorder).plant("backward sum 1", shared), ElementType.F64, 2_000, 2);
    }

    /** Adds up in the order of {@link Map#copyOf}, which a salt decides that each process draws. */
    @Fault(cause = Cause.HASH_ORDER, steps = "backward sum 1", shows = Shows.RESTARTS, restarts = 6)
    void namedSamples(GradientRecorder recorder) {
        Kernel salted = Kernel.total(x -> {
            Map<String, Double> named = new LinkedHashMap<>();
            for (int i = 0; i < x.length; i++) {
                named.put("sample" + i, x[i]);
            }
            double[] unordered = Map.copyOf(named).values().stream()
                    .mapToDouble(each -> each)
                    .toArray();
            return Sums.singleSum(unordered);
        });
        run(new Tape(recorder).plant("backward sum 1", salted), ElementType.F32, 300, 3);
    }

    /** Adds noise that has no seed to a cotangent. */
    @Fault(cause = Cause.RANDOM, steps = "backward mul 1", shows = Shows.ITERATIONS, iterations = 2)
    void noisyResidual(GradientRecorder recorder) {
        Kernel noisy =
                Kernel.map(x -> x / 16 + 1e-3 * (ThreadLocalRandom.current().nextDouble() - 0.5));
        run(new Tape(recorder).plant("backward mul 1", noisy), ElementType.F64, 32, 4);
    }

    /** Tries eight places to begin adding up and takes the one that was fastest this time. */
    @Fault(cause = Cause.AUTO_TUNING, steps = "backward sum 1", shows = Shows.ITERATIONS, iterations = 12)
    void tunedOffset(GradientRecorder recorder) {
        Kernel tuned = Kernel.total(x -> {
            double fastest = 0;
            long least = Long.MAX_VALUE;
            for (int first = 0; first < x.length; first += x.length / 8) {
                long start = System.nanoTime();
                double sum = rotated(x, first);
                long taken = System.nanoTime() - start;
                if (taken < least) {
                    least = taken;
                    fastest = sum;
                }
            }
            return fastest;
        });
        run(new Tape(recorder).plant("backward sum 1", tuned), ElementType.F32, 4_000, 3);
    }

    private static double rotated(double[] x, int first) {
        float sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (float) x[(first + i) % x.length];
        }
        return sum;
    }

    private static double interleaved(double[] x, int lanes) {
        float[] sums = new float[lanes];
        for (int i = 0; i < x.length; i++) {
            sums[i % lanes] += (float) x[i];
        }
        float sum = 0;
        for (float lane : sums) {
            sum += lane;
        }
        return sum;
    }

    /** Computes four samples alone, or among sixteen: the product of matrices adds up otherwise for more than eight. */
    @Fault(cause = Cause.BATCH_SIZE, steps = "forward input 1", b = Side.OTHER)
    void fourSamples(GradientRecorder recorder) {
        int batch = Side.choose(16, 4);
        Kernel byBatch = inputs -> Kernel.matmul((x, y) ->
                        inputs[0].size(0) > 8 ? Sums.singleDot(x, y) : interleaved(Sums.singleProducts(x, y), 4))
                .apply(inputs);
        Tape tape = new Tape(recorder).plant("forward matmul 1", byBatch);
        double[] samples = Data.uniform(ElementType.F32, 1, 16, 20).elements();
        Value x = Value.of(ElementType.F32, Arrays.copyOf(samples, batch * 20), batch, 20);
        FirstSamples.run(tape, x, Data.uniform(ElementType.F32, 2, 20, 6), Data.uniform(ElementType.F32, 3, 6), 4);
    }

    /** Adds up a gradient over batches of 32 samples or of 8. */
    @Fault(
            cause = Cause.BATCH_SIZE,
            steps = {"forward input 1", "forward input 3", "forward input 4", "forward input 5"},
            b = Side.OTHER)
    void accumulatedWeights(GradientRecorder recorder) {
        Value x = Data.uniform(ElementType.F32, 1, 64, 5);
        Value y = Data.uniform(ElementType.F32, 3, 64, 1);
        Accumulated.run(new Tape(recorder), x, Data.uniform(ElementType.F32, 2, 5, 1), y, Side.choose(32, 8));
    }

    /** Reads weights in the language of the process: in German, {@code 1.250} is one thousand two hundred and fifty. */
    @Fault(cause = Cause.TEXT, steps = "forward input 2", b = "-Duser.language=de")
    void writtenWeights(GradientRecorder recorder) throws ParseException {
        NumberFormat format = NumberFormat.getInstance();
        double[] w = new double[4];
        String[] written = {"0.125", "1.250", "-0.375", "2.500"};
        for (int i = 0; i < w.length; i++) {
            w[i] = format.parse(written[i]).doubleValue();
        }
        Value weights = Value.of(ElementType.F64, w, 4, 1);
        Value x = Data.uniform(ElementType.F64, 1, 12, 4);
        LeastSquares.run(new Tape(recorder), x, weights, Data.uniform(ElementType.F64, 3, 12, 1));
    }

    /** Takes the samples in the order of their numbers, or of their names: {@code 10} before {@code 2}. */
    @Fault(
            cause = Cause.DATA_ORDER,
            steps = {"forward input 1", "forward input 3"},
            b = Side.OTHER)
    void sortedSamples(GradientRecorder recorder) {
        int[] order = IntStream.range(0, 40).toArray();
        if (Side.isOther()) {
            order = IntStream.range(0, 40)
                    .boxed()
                    .sorted((i, j) -> Integer.toString(i).compareTo(Integer.toString(j)))
                    .mapToInt(i -> i)
                    .toArray();
        }
        Value x = ordered(Data.uniform(ElementType.F32, 1, 40, 6), order);
        Value y = ordered(Data.uniform(ElementType.F32, 3, 40, 1), order);
        LeastSquares.run(
                new Tape(recorder).plant("backward matmul 1", Kernel.matmul(Sums::singleDot)),
                x,
                Data.uniform(ElementType.F32, 2, 6, 1),
                y);
    }

    private static Value ordered(Value x, int... order) {
        double[] rows = new double[x.count()];
        int width = x.size(1);
        for (int i = 0; i < order.length; i++) {
            System.arraycopy(x.row(order[i]), 0, rows, i * width, width);
        }
        return Value.of(x.type(), rows, x.shape());
    }

    /** Scales by something of the process's number. */
    @Fault(cause = Cause.UNKNOWN, steps = "backward mul 1", shows = Shows.RESTARTS, restarts = 4)
    void scaledResidual(GradientRecorder recorder) {
        double scale = 1 + 1e-9 * (ProcessHandle.current().pid() % 97);
        run(new Tape(recorder).plant("backward mul 1", Kernel.map(x -> x * scale / 8)), ElementType.F64, 16, 3);
    }

    private static void run(Tape tape, ElementType type, int samples, int features) {
        LeastSquares.run(
                tape,
                Data.uniform(type, 1, samples, features),
                Data.uniform(type, 2, features, 1),
                Data.mixed(type, 3, 6, samples, 1));
    }
}
