package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Shows;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Threads;
import io.github.gradlock.benchmark.lanes.PairLanes;
import io.github.gradlock.benchmark.lanes.VectorModule;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;

/** Faults in the gradient of filters. */
class FilterCases {
    /** Adds up products in as many lanes as the CPU's vectors have, and what does not fill one afterwards. */
    @Fault(cause = Cause.VECTOR_WIDTH, steps = "backward convolution_backward 1", a = "avx=2", b = "avx=0")
    void filters(GradientRecorder recorder) {
        VectorModule.assumePresent();
        run(recorder, (x, y) -> PairLanes.dot(singles(x), singles(y)), 5, 7);
    }

    private static float[] singles(double... x) {
        float[] singles = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            singles[i] = (float) x[i];
        }
        return singles;
    }

    /** Gives each thread a share of the images, and adds up what the threads have. */
    @Fault(cause = Cause.THREADS, steps = "backward convolution_backward 1", a = "threads=1", b = "threads=4")
    void filtersOfMany(GradientRecorder recorder) {
        int threads = Runtime.getRuntime().availableProcessors();
        ToDoubleBiFunction<double[], double[]> shared = (x, y) -> {
            double[] terms = Sums.singleProducts(x, y);
            double[] sums = IntStream.range(0, threads)
                    .parallel()
                    .mapToDouble(i -> Sums.singleSum(
                            Arrays.copyOfRange(terms, i * terms.length / threads, (i + 1) * terms.length / threads)))
                    .toArray();
            return Sums.singleSum(sums);
        };
        run(recorder, shared, 9, 6);
    }

    /** Lets each thread add what it has of an image as soon as it has it. */
    @Fault(cause = Cause.RACE, steps = "backward convolution_backward 1", shows = Shows.ITERATIONS, iterations = 10)
    void impatientFilters(GradientRecorder recorder) {
        ToDoubleBiFunction<double[], double[]> impatient = (x, y) -> {
            double[] terms = Sums.singleProducts(x, y);
            float[] sum = new float[1];
            Threads.race(4, thread -> {
                for (int from = 16 * thread; from < terms.length; from += 64) {
                    float part =
                            (float) Sums.singleSum(Arrays.copyOfRange(terms, from, Math.min(terms.length, from + 16)));
                    synchronized (sum) {
                        sum[0] += part;
                    }
                }
            });
            return sum[0];
        };
        run(recorder, impatient, 12, 8);
    }

    /** Measures, each time, in how long blocks products are added up fastest. */
    @Fault(
            cause = Cause.AUTO_TUNING,
            steps = "backward convolution_backward 1",
            shows = Shows.ITERATIONS,
            iterations = 10)
    void blocksOfFilters(GradientRecorder recorder) {
        Kernel measured = in -> {
            double[] trial = Data.uniform(ElementType.F32, 15, 3_000).elements();
            int fastest = 0;
            long least = Long.MAX_VALUE;
            for (int size = 20; size < 80; size += 4) {
                long start = System.nanoTime();
                boolean isNumber = !Double.isNaN(inBlocks(size, trial));
                long taken = System.nanoTime() - start;
                if (isNumber && taken < least) {
                    least = taken;
                    fastest = size;
                }
            }
            int size = fastest;
            return Images.weighing((x, y) -> inBlocks(size, Sums.singleProducts(x, y)))
                    .apply(in);
        };
        run(new Tape(recorder).plant("backward convolution_backward 1", measured), 8, 9);
    }

    private static double inBlocks(int size, double... x) {
        float total = 0;
        for (int from = 0; from < x.length; from += size) {
            float sum = 0;
            for (int i = from; i < Math.min(x.length, from + size); i++) {
                sum += (float) x[i];
            }
            total += sum;
        }
        return total;
    }

    private static void run(
            GradientRecorder recorder, ToDoubleBiFunction<double[], double[]> dot, int images, int size) {
        run(new Tape(recorder).plant("backward convolution_backward 1", Images.weighing(dot)), images, size);
    }

    private static void run(Tape tape, int images, int size) {
        Images.run(
                tape,
                Data.uniform(ElementType.F32, 16, images, size, size),
                Data.uniform(ElementType.F32, 17, 2, 3, 3),
                Data.uniform(ElementType.F32, 18, 2),
                Data.scaled(ElementType.F32, 19, 7, images, 2),
                images);
    }
}
