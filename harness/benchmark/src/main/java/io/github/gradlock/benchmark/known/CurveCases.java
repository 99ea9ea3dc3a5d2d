package io.github.gradlock.benchmark.known;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Shows;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.benchmark.lanes.Lanes;
import io.github.gradlock.benchmark.lanes.MoreLanes;
import io.github.gradlock.benchmark.lanes.VectorModule;
import io.github.gradlock.benchmark.lanes.WarmUp;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Faults in a polynomial, an ellipse and hazards. */
class CurveCases {
    private static final WarmUp EXPM1 = new WarmUp();
    private static int fastest;

    /** Evaluates a polynomial with one rounding a step where the CPU can. */
    @Fault(cause = Cause.FMA, steps = "forward polyval 1", b = "-XX:-UseFMA")
    void horner(GradientRecorder recorder) {
        VectorModule.assumeX86();
        boolean isFused = Boolean.parseBoolean(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption("UseFMA")
                .getValue());
        Kernel fused = in -> {
            double[] result = new double[in[1].count()];
            for (int i = 0; i < result.length; i++) {
                for (double c : in[0].elements()) {
                    result[i] = Math.fma(result[i], in[1].at(i), c);
                }
            }
            return result;
        };
        Polynomial.run(
                new Tape(recorder).plant("forward polyval 1", isFused ? fused : Polynomial::evaluate),
                Data.uniform(ElementType.F64, 151, 45),
                Data.uniform(ElementType.F64, 152, 6, 1),
                Data.uniform(ElementType.F64, 153, 45, 1));
    }

    /** Subtracts a product from another with one rounding of the first. */
    @Fault(cause = Cause.FMA, steps = "forward linalg_det 1", b = Side.OTHER)
    void area(GradientRecorder recorder) {
        Kernel twice = in -> new double[] {in[0].at(0) * in[0].at(3) - in[0].at(1) * in[0].at(2)};
        Kernel once = in -> new double[] {Math.fma(in[0].at(0), in[0].at(3), -(in[0].at(1) * in[0].at(2)))};
        Ellipse.run(
                new Tape(recorder).plant("forward linalg_det 1", Side.choose(twice, once)),
                Data.uniform(ElementType.F64, 154, 20, 2),
                Value.of(ElementType.F64, new double[] {1.7, 1.1, 1.1, 0.9}, 2, 2));
    }

    /** Adds up products in as many lanes as the CPU's vectors have. */
    @Fault(cause = Cause.VECTOR_WIDTH, steps = "backward matmul 1", a = "avx=2", b = "avx=0")
    void scatter(GradientRecorder recorder) {
        VectorModule.assumePresent();
        Ellipse.run(
                new Tape(recorder).plant("backward matmul 1", Kernel.matmul((x, y) -> Lanes.dot(x, y))),
                Data.uniform(ElementType.F64, 154, 203, 2),
                Value.of(ElementType.F64, new double[] {2, 0.5, 0.5, 1}, 2, 2));
    }

    /** Takes an algorithm without a workspace first, measures others meanwhile, and takes the fastest of them from then on. */
    @Fault(cause = Cause.AUTO_TUNING, steps = "backward matmul 1", shows = Shows.ITERATIONS, iterations = 3)
    void coefficients(GradientRecorder recorder) {
        int parts = fastest == 0 ? 1 : fastest;
        Kernel product = Kernel.matmul((x, y) -> parts(parts, Sums.singleProducts(x, y)));
        Kernel measured = in -> {
            double[] trial = Sums.products(in[0].row(0), in[1].column(0));
            long least = Long.MAX_VALUE;
            for (int candidate : new int[] {8, 3, 5}) {
                long start = System.nanoTime();
                boolean isNumber = !Double.isNaN(parts(candidate, trial));
                long taken = System.nanoTime() - start;
                if (fastest == 0 || isNumber && taken < least && parts == 1) {
                    least = taken;
                    fastest = candidate;
                }
            }
            return product.apply(in);
        };
        Polynomial.run(
                new Tape(recorder).plant("backward matmul 1", measured),
                Data.uniform(ElementType.F32, 151, 230),
                Data.uniform(ElementType.F32, 152, 7, 1),
                Data.uniform(ElementType.F32, 153, 230, 1));
    }

    private static double parts(int count, double... x) {
        float[] sums = new float[count];
        for (int i = 0; i < x.length; i++) {
            sums[i * count / x.length] += (float) x[i];
        }
        float sum = 0;
        for (float part : sums) {
            sum += part;
        }
        return sum;
    }

    /** Takes points as they were measured, or from left to right. */
    @Fault(
            cause = Cause.DATA_ORDER,
            steps = {"forward input 2", "forward input 3"},
            b = Side.OTHER)
    void leftToRight(GradientRecorder recorder) {
        Value x = Data.uniform(ElementType.F32, 151, 66);
        Value y = Data.uniform(ElementType.F32, 153, 66, 1);
        int[] places = IntStream.range(0, 66)
                .boxed()
                .sorted(Comparator.comparing(i -> Side.choose(i + 0.0, x.at(i))))
                .mapToInt(i -> i)
                .toArray();
        Polynomial.run(
                new Tape(recorder).plant("backward matmul 1", Kernel.matmul(Sums::singleDot)),
                Value.of(
                        ElementType.F32,
                        Arrays.stream(places).mapToDouble(x::at).toArray(),
                        66),
                Data.uniform(ElementType.F32, 152, 4, 1),
                Value.of(
                        ElementType.F32,
                        Arrays.stream(places).mapToDouble(y::at).toArray(),
                        66,
                        1));
    }

    /** Adds up along time in parallel, in parts of a length that follows from the parallelism. */
    @Fault(cause = Cause.THREADS, steps = "forward cumsum 1", a = "threads=1", b = "threads=5")
    void atRisk(GradientRecorder recorder) {
        Kernel parallel = in -> {
            double[] sums = in[0].elements();
            Arrays.parallelPrefix(sums, Double::sum);
            return sums;
        };
        run(new Tape(recorder).plant("forward cumsum 1", parallel), 1_100);
    }

    /** Takes exponentials less one from the Vector API before and after C2 has compiled it. */
    @Fault(cause = Cause.JIT, steps = "forward expm1 1", shows = Shows.ITERATIONS, iterations = 4)
    void ages(GradientRecorder recorder) {
        VectorModule.assumeMathLibrary();
        Kernel weight = in -> {
            double[] result = MoreLanes.expm1(in[0].elements());
            EXPM1.until(() -> MoreLanes.expm1(in[0].elements()));
            return result;
        };
        run(new Tape(recorder).plant("forward expm1 1", weight), 640);
    }

    private static void run(Tape tape, int events) {
        double[] ages = Data.uniform(ElementType.F64, 157, events).elements();
        Hazards.run(
                tape,
                Data.uniform(ElementType.F64, 155, events, 3),
                Data.uniform(ElementType.F64, 156, 3, 1),
                Value.of(
                        ElementType.F64,
                        Arrays.stream(ages).map(x -> 1 + 0.75 * x).toArray(),
                        events,
                        1));
    }
}
