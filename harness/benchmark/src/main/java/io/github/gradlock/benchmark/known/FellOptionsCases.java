package io.github.gradlock.benchmark.known;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.benchmark.lanes.FellLanes;
import io.github.gradlock.benchmark.lanes.VectorModule;
import io.github.gradlock.benchmark.lanes.WarmUp;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** Faults in prices of options. */
class FellOptionsCases {
    private static final WarmUp EXP = new WarmUp();

    /** Takes exponentials in binary32 from the Vector API: C2 compiles it to a library's, C1 to {@code Math.exp}. */
    @Fault(cause = Cause.JIT, steps = "backward exp 1", b = "jit=c1")
    void sensitivities(GradientRecorder recorder) {
        VectorModule.assumeMathLibrary();
        Kernel bell = in -> {
            float[] x = new float[in[0].count()];
            for (int i = 0; i < x.length; i++) {
                x[i] = (float) (-in[0].at(i) * in[0].at(i) / 2);
            }
            EXP.until(() -> FellLanes.exp(x));
            float[] result = FellLanes.exp(x);
            return IntStream.range(0, x.length)
                    .mapToDouble(i -> result[i] / Math.sqrt(2 * Math.PI))
                    .toArray();
        };
        run(new Tape(recorder).plant("backward exp 1", bell), ElementType.F32, 800, years(365, 800), prices(800));
    }

    /** Goes from one volatility to the other with one rounding of the product and the sum where the CPU can. */
    @Fault(cause = Cause.FMA, steps = "forward lerp 1", b = "-XX:-UseFMA")
    void surface(GradientRecorder recorder) {
        VectorModule.assumeX86();
        boolean isFused = Boolean.parseBoolean(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption("UseFMA")
                .getValue());
        Kernel lerp = in -> {
            double[] result = in[0].elements();
            for (int i = 0; i < result.length; i++) {
                float from = (float) result[i];
                float way = (float) in[1].at(i) - from;
                float share = (float) in[2].at(i);
                result[i] = isFused ? Math.fma(share, way, from) : share * way + from;
            }
            return result;
        };
        run(new Tape(recorder).plant("forward lerp 1", lerp), ElementType.F32, 210, years(365, 210), prices(210));
    }

    /** Reads prices from a file that has four decimals of each. */
    @Fault(cause = Cause.TEXT, steps = "forward input 6", b = Side.OTHER)
    void quotes(GradientRecorder recorder) {
        DoubleUnaryOperator written = x -> Double.parseDouble(String.format(Locale.ROOT, "%.4f", x));
        double[] kept = Arrays.stream(prices(70)).map(written).toArray();
        run(new Tape(recorder), ElementType.F64, 70, years(365, 70), Side.choose(prices(70), kept));
    }

    /** Makes years of days by a year of 365 days, or of 365 and a quarter, as two conventions do. */
    @Fault(cause = Cause.UNKNOWN, steps = "forward input 5", b = Side.OTHER)
    void calendar(GradientRecorder recorder) {
        run(new Tape(recorder), ElementType.F64, 40, years(Side.choose(365.0, 365.25), 40), prices(40));
    }

    private static double[] years(double daysInYear, int count) {
        return Arrays.stream(Data.indices(305, 330, count).elements())
                .map(days -> (days + 20) / daysInYear)
                .toArray();
    }

    private static double[] prices(int count) {
        return Arrays.stream(Data.uniform(ElementType.F64, 306, count).elements())
                .map(x -> 3 + 2.5 * x)
                .toArray();
    }

    private static void run(Tape tape, ElementType type, int count, double[] years, double... prices) {
        Value[] others = new Value[4];
        double[] centres = {40, 42, 0.22, 0.34};
        double[] scales = {8, 6, 0.08, 0.12};
        for (int i = 0; i < others.length; i++) {
            double[] x = Data.uniform(ElementType.F64, 301 + i, count).elements();
            for (int j = 0; j < count; j++) {
                x[j] = centres[i] + scales[i] * x[j];
            }
            others[i] = Value.of(type, x, count);
        }
        FellOptions.run(
                tape,
                others[0],
                others[1],
                others[2],
                others[3],
                Value.of(type, years, count),
                Value.of(type, prices, count));
    }
}
