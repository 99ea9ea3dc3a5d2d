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
import io.github.gradlock.benchmark.graph.Accumulated;
import io.github.gradlock.benchmark.lanes.VectorModule;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;

/** Faults in a recurrence, in bumps, and in gradients that are added up. */
class StateCases {
    private static final long SEED = System.nanoTime() ^ ProcessHandle.current().pid();

    /** Adds a product with one rounding where the CPU can. */
    @Fault(cause = Cause.FMA, steps = "backward addcmul 1", b = "-XX:-UseFMA")
    void stateWeights(GradientRecorder recorder) {
        VectorModule.assumeX86();
        boolean isFused = Boolean.parseBoolean(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption("UseFMA")
                .getValue());
        Kernel addcmul = in -> {
            double[] sum = in[0].elements();
            for (int i = 0; i < sum.length; i++) {
                double offset = 0.3 * in[2].at(i);
                sum[i] = isFused
                        ? Math.fma(in[1].at(i), in[2].at(i), sum[i] + offset) - offset
                        : in[1].at(i) * in[2].at(i) + (sum[i] + offset) - offset;
            }
            return sum;
        };
        run(new Tape(recorder).plant("backward addcmul 1", addcmul), ElementType.F64, 3, 70);
    }

    /** Adds squared differences with one rounding. */
    @Fault(cause = Cause.FMA, steps = "forward cdist 1", b = Side.OTHER)
    void bumps(GradientRecorder recorder) {
        Kernel fused = in -> {
            double[] result = new double[in[0].size(0) * in[1].size(0)];
            for (int i = 0; i < result.length; i++) {
                double[] x = in[0].row(i / in[1].size(0));
                double[] y = in[1].row(i % in[1].size(0));
                for (int d = 0; d < x.length; d++) {
                    result[i] = Math.fma(x[d] - y[d], x[d] - y[d], result[i]);
                }
            }
            return result;
        };
        Tape tape = new Tape(recorder).plant("forward cdist 1", Side.choose(Bumps::distances, fused));
        Bumps.run(tape, Data.uniform(ElementType.F64, 51, 9, 5), Data.uniform(ElementType.F64, 52, 6, 5));
    }

    /** Computes the sigmoid in single precision by another formula, as a faster library does. */
    @Fault(cause = Cause.LIBM, steps = "forward sigmoid 1", b = Side.OTHER)
    void gates(GradientRecorder recorder) {
        Kernel exact = Kernel.map(x -> 1 / (1 + StrictMath.exp(-x)));
        Kernel fast = Kernel.map(x -> 0.5f + 0.5f * (float) StrictMath.tanh((float) (0.5f * x)));
        run(new Tape(recorder).plant("forward sigmoid 1", Side.choose(exact, fast)), ElementType.F32, 4, 64);
    }

    /** Chooses the activation by a name in small letters: Turkish has another small I. */
    @Fault(cause = Cause.TEXT, steps = "forward sigmoid 1", b = "-Duser.language=tr")
    void namedGate(GradientRecorder recorder) {
        // The default language is the fault.
        String name = "SIGMOID".toLowerCase(java.util.Locale.getDefault());
        Kernel gate = Kernel.map(x -> name.equals("sigmoid") ? 1 / (1 + StrictMath.exp(-x)) : x);
        run(new Tape(recorder).plant("forward sigmoid 1", gate), ElementType.F64, 2, 12);
    }

    /** Draws a start's noise from a seed that each process takes from the clock. */
    @Fault(cause = Cause.RANDOM, steps = "forward mul 1", shows = Shows.RESTARTS, restarts = 3)
    void noisyStart(GradientRecorder recorder) {
        SplittableRandom random = new SplittableRandom(SEED);
        Kernel noisy = Kernel.zip((a, b) -> a * b + 0.01 * random.nextDouble());
        Kernel again = inputs -> {
            SplittableRandom same = new SplittableRandom(SEED);
            return Kernel.zip((a, b) -> a * b + 0.01 * same.nextDouble()).apply(inputs);
        };
        run(new Tape(recorder).plant("forward mul 1", random.nextBoolean() ? again : noisy), ElementType.F32, 2, 20);
    }

    /** Keeps a derivative of the execution before in what is taken for zeros. */
    @Fault(cause = Cause.STALE_MEMORY, steps = "backward zeros_like 1", shows = Shows.ITERATIONS, iterations = 3)
    void keptZeros(GradientRecorder recorder) {
        Kernel kept = Kernel.map(x -> 0);
        Kernel stale = inputs -> {
            double[] zeros = recorder.iteration() == 0 ? kept.apply(inputs) : LEFT.clone();
            System.arraycopy(inputs[0].elements(), 0, LEFT, 4, 3);
            return zeros;
        };
        run(new Tape(recorder).plant("backward zeros_like 1", stale), ElementType.F64, 5, 9);
    }

    private static final double[] LEFT = new double[9];

    /** Adds gradients up from the last part of a batch to the first. */
    @Fault(
            cause = Cause.DATA_ORDER,
            steps = {
                "forward input 1",
                "forward input 3",
                "forward input 4",
                "forward input 5",
                "forward input 6",
                "forward input 7",
                "forward input 8",
                "forward input 9"
            },
            b = Side.OTHER)
    void laterPartsFirst(GradientRecorder recorder) {
        Value x = Data.scaled(ElementType.F64, 61, 5, 36, 7);
        Value y = Data.scaled(ElementType.F64, 62, 9, 36, 1);
        Value w = Data.uniform(ElementType.F64, 63, 7, 1);
        Accumulated.run(new Tape(recorder), Side.choose(x, swapped(x)), w, Side.choose(y, swapped(y)), 9);
    }

    /** Returns four parts in the order 3, 2, 1, 0, each as it was. */
    private static Value swapped(Value x) {
        int part = x.count() / 4;
        double[] rows = new double[x.count()];
        for (int i = 0; i < 4; i++) {
            System.arraycopy(x.elements(), (3 - i) * part, rows, i * part, part);
        }
        return Value.of(x.type(), rows, x.shape());
    }

    /** Adds a gradient up over parts of 20 samples or of 4. */
    @Fault(
            cause = Cause.BATCH_SIZE,
            steps = {
                "forward input 1",
                "forward input 3",
            },
            b = Side.OTHER)
    void smallParts(GradientRecorder recorder) {
        Value x = Data.scaled(ElementType.F64, 64, 3, 20, 11);
        Value y = Data.uniform(ElementType.F64, 65, 20, 1);
        Accumulated.run(new Tape(recorder), x, Data.uniform(ElementType.F64, 66, 11, 1), y, Side.choose(20, 4));
    }

    /** Scales a whole sum by a constant that nobody can explain. */
    @Fault(cause = Cause.UNKNOWN, steps = "forward sum 1", b = Side.OTHER)
    void scaledSum(GradientRecorder recorder) {
        Kernel scaled = Kernel.total(x -> Sums.sum(x) * 1.0625);
        Tape tape = new Tape(recorder).plant("forward sum 1", Side.choose(Kernel.total(Sums::sum), scaled));
        Bumps.run(tape, Data.uniform(ElementType.F32, 53, 4, 3), Data.uniform(ElementType.F32, 54, 7, 3));
    }

    private static void run(Tape tape, ElementType type, int steps, int width) {
        Recurrence.run(
                tape,
                Data.uniform(type, 55, steps, width),
                Data.uniform(type, 56, width),
                Data.uniform(type, 57, width));
    }
}
