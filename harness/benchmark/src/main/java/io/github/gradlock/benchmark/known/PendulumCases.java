package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.benchmark.lanes.MoreLanes;
import io.github.gradlock.benchmark.lanes.VectorModule;
import io.github.gradlock.benchmark.lanes.WarmUp;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Locale;

/** Faults in equations of motion. */
class PendulumCases {
    private static final WarmUp COS = new WarmUp();

    /** Adds a step's product with one rounding where there would be two. */
    @Fault(cause = Cause.FMA, steps = "forward add 1", b = Side.OTHER)
    void firstStep(GradientRecorder recorder) {
        float step = (float) Pendulums.STEP;
        Kernel twice = Kernel.zip((a, b) -> (float) a + step * (float) b);
        Kernel once = Kernel.zip((a, b) -> Math.fma(step, (float) b, (float) a));
        run(new Tape(recorder).plant("forward add 1", Side.choose(twice, once)), ElementType.F32, 60, 2);
    }

    /** Takes standard gravity instead of its rounded value. */
    @Fault(cause = Cause.UNKNOWN, steps = "forward reciprocal 1", b = Side.OTHER)
    void standard(GradientRecorder recorder) {
        double gravity = Side.choose(Pendulums.GRAVITY, 9.80665);
        Kernel stiffness = Kernel.map(length -> -gravity / length);
        run(new Tape(recorder).plant("forward reciprocal 1", stiffness), ElementType.F64, 6, 3);
    }

    /** Takes cosines from the Vector API: C2 compiles it to a library's, C1 to {@code Math.cos}. */
    @Fault(cause = Cause.JIT, steps = "backward cos 2", b = "jit=c1")
    void swingingSlopes(GradientRecorder recorder) {
        VectorModule.assumeMathLibrary();
        Kernel cosine = in -> {
            float[] x = new float[in[0].count()];
            for (int i = 0; i < x.length; i++) {
                x[i] = (float) in[0].at(i);
            }
            COS.until(() -> MoreLanes.cos(x));
            float[] cosines = MoreLanes.cos(x);
            double[] result = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                result[i] = cosines[i];
            }
            return result;
        };
        run(new Tape(recorder).plant("backward cos 2", cosine), ElementType.F32, 800, 2);
    }

    /** Writes lengths as a line with commas between them in the language of the process: in French, each becomes two. */
    @Fault(cause = Cause.TEXT, steps = "forward input 1", b = "-Duser.language=fr")
    void lengths(GradientRecorder recorder) {
        StringBuilder line = new StringBuilder();
        for (double length : new double[] {1.437, 2.125, 1.893, 2.501}) {
            // The default language is the fault.
            line.append(String.format(Locale.getDefault(), "%.3f,", length));
        }
        double[] read = Arrays.stream(line.toString().split(","))
                .limit(4)
                .mapToDouble(Double::parseDouble)
                .toArray();
        Pendulums.run(
                new Tape(recorder),
                Data.uniform(ElementType.F32, 121, 4),
                Data.uniform(ElementType.F32, 122, 4),
                Value.of(ElementType.F32, read, 4),
                2);
    }

    /** Keeps speeds in a file of fifteen digits. */
    @Fault(cause = Cause.TEXT, steps = "forward input 3", b = Side.OTHER)
    void savedSpeeds(GradientRecorder recorder) {
        Value speeds = Data.scaled(ElementType.F64, 122, 2, 13);
        double[] saved = Arrays.stream(speeds.elements())
                .map(x -> new BigDecimal(x).round(new MathContext(15)).doubleValue())
                .toArray();
        Pendulums.run(
                new Tape(recorder),
                Data.uniform(ElementType.F64, 121, 13),
                Side.choose(speeds, Value.of(ElementType.F64, saved, 13)),
                lengths(ElementType.F64, 13),
                2);
    }

    private static void run(Tape tape, ElementType type, int count, int steps) {
        Pendulums.run(
                tape, Data.scaled(type, 121, 3, count), Data.scaled(type, 122, 2, count), lengths(type, count), steps);
    }

    private static Value lengths(ElementType type, int count) {
        double[] lengths = Data.uniform(type, 123, count).elements();
        return Value.of(type, Arrays.stream(lengths).map(x -> 1.5 + x).toArray(), count);
    }
}
