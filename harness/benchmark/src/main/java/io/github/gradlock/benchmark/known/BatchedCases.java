package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Shows;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.benchmark.lanes.VectorModule;
import io.github.gradlock.benchmark.lanes.WideLanes;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.Arrays;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveTask;

/** Faults in the normalisation of columns. */
class BatchedCases {
    /** Averages in as many lanes as the JVM lets a vector have. */
    @Fault(cause = Cause.VECTOR_WIDTH, steps = "forward mean 1", b = "-XX:MaxVectorSize=16")
    void furtherCentres(GradientRecorder recorder) {
        VectorModule.assumePresent();
        Kernel lanes = Kernel.columns(column -> WideLanes.sum(column) / column.length);
        run(new Tape(recorder).plant("forward mean 1", lanes), ElementType.F64, 107, 5);
    }

    /** Halves columns until each worker of the common pool would have a part. */
    @Fault(cause = Cause.THREADS, steps = "backward sum 2", a = "threads=2", b = "threads=7")
    void biasOfMany(GradientRecorder recorder) {
        int most = Math.max(1, 500 / ForkJoinPool.getCommonPoolParallelism());
        Kernel forked = Kernel.columns(column -> ForkJoinPool.commonPool().invoke(new Part(most, column)));
        run(new Tape(recorder).plant("backward sum 2", forked), ElementType.F64, 500, 3);
    }

    /** The sum of a part, forked into halves while it is longer than it may be. */
    private static final class Part extends RecursiveTask<Double> {
        private static final long serialVersionUID = 1;
        private final int most;
        private final double[] x;

        Part(int most, double... x) {
            this.most = most;
            this.x = x;
        }

        @Override
        protected Double compute() {
            if (x.length <= most) {
                return Sums.sum(x);
            }
            Part left = new Part(most, Arrays.copyOf(x, x.length / 2));
            left.fork();
            double right = new Part(most, Arrays.copyOfRange(x, x.length / 2, x.length)).compute();
            return left.join() + right;
        }
    }

    /** Adds up what workers return, the first to finish first. */
    @Fault(cause = Cause.RACE, steps = "backward sum 1", shows = Shows.ITERATIONS, iterations = 10)
    void gainByParts(GradientRecorder recorder) {
        Kernel completed = in -> {
            ExecutorService workers = Executors.newFixedThreadPool(4);
            try {
                return Kernel.columns(column -> completed(workers, column)).apply(in);
            } finally {
                workers.shutdown();
            }
        };
        run(new Tape(recorder).plant("backward sum 1", completed), ElementType.F32, 160, 12);
    }

    private static double completed(ExecutorService workers, double... x) {
        CompletionService<Float> parts = new ExecutorCompletionService<>(workers);
        for (int part = 0; part < 8; part++) {
            double[] own = Arrays.copyOfRange(x, part * x.length / 8, (part + 1) * x.length / 8);
            parts.submit(() -> (float) Sums.singleSum(own));
        }
        try {
            float sum = 0;
            for (int part = 0; part < 8; part++) {
                sum += parts.take().get();
            }
            return sum;
        } catch (InterruptedException | ExecutionException failure) {
            throw new IllegalStateException("a worker did not return its part", failure);
        }
    }

    /** Normalises six samples by their own mean and variance, or by those of eighteen that they are among. */
    @Fault(
            cause = Cause.BATCH_SIZE,
            steps = {"forward input 1", "forward input 4"},
            b = Side.OTHER)
    void furtherSixSamples(GradientRecorder recorder) {
        int samples = Side.choose(18, 6);
        double[] x = Data.uniform(ElementType.F64, 231, 18, 4).elements();
        double[] c = Data.uniform(ElementType.F64, 234, 18, 4).elements();
        Batched.run(
                new Tape(recorder),
                Value.of(ElementType.F64, Arrays.copyOf(x, samples * 4), samples, 4),
                Data.uniform(ElementType.F64, 232, 4),
                Data.uniform(ElementType.F64, 233, 4),
                Value.of(ElementType.F64, Arrays.copyOf(c, samples * 4), samples, 4),
                6);
    }

    /** Lets cotangents through where a value lies exactly on the bound that it was clipped to. */
    @Fault(cause = Cause.BUG, steps = "backward hardtanh_backward 1", b = Side.OTHER)
    void onTheBound(GradientRecorder recorder) {
        Kernel within = Kernel.zip((a, b) -> -1 < b && b < 1 ? a : 0);
        Kernel upTo = Kernel.zip((a, b) -> -1 <= b && b <= 1 ? a : 0);
        Tape tape = new Tape(recorder).plant("backward hardtanh_backward 1", Side.choose(within, upTo));
        run(tape, ElementType.BF16, 120, 8);
    }

    private static void run(Tape tape, ElementType type, int samples, int width) {
        Batched.run(
                tape,
                Data.uniform(type, 231, samples, width),
                Data.uniform(type, 232, width),
                Data.uniform(type, 233, width),
                Data.mixed(type, 234, 2, samples, width),
                samples);
    }
}
