package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/** Faults in prices of options. */
class MoorOptionCases {
    /** Takes logarithms from another library, which adds up the series of an area hyperbolic tangent. */
    @Fault(cause = Cause.LIBM, steps = "forward log 1", b = Side.OTHER)
    void nearTheMoney(GradientRecorder recorder) {
        Kernel log = Kernel.map(Side.choose(StrictMath::log, MoorOptionCases::series));
        run(new Tape(recorder).plant("forward log 1", log), ElementType.F64, 96);
    }

    private static double series(double x) {
        int exponent = Math.getExponent(x);
        double fraction = Math.scalb(x, -exponent);
        if (fraction > 1.4142135623730951) {
            fraction /= 2;
            exponent++;
        }
        double s = (fraction - 1) / (fraction + 1);
        double z = s * s;
        double sum = 0;
        for (int n = 23; n > 1; n -= 2) {
            sum = (sum + 1.0 / n) * z;
        }
        return exponent * 0x1.62e42fefa39efp-1 + (2 * s + 2 * s * sum);
    }

    /** Reads expiries as a year, a week and a day of the week, which the process's country counts in its own way. */
    @Fault(cause = Cause.TEXT, steps = "forward input 3", a = "-Duser.country=GB", b = "-Duser.country=US")
    void expiries(GradientRecorder recorder) {
        LocalDate today = LocalDate.of(2021, 3, 1);
        // The default country is the fault.
        DateTimeFormatter format = DateTimeFormatter.ofPattern("YYYY-'W'ww-e");
        String[] dates = {
            "2021-W12-5", "2021-W16-5", "2021-W25-5", "2021-W38-5", "2021-W51-5", "2022-W03-5", "2022-W25-5"
        };
        double[] years = Arrays.stream(dates)
                .mapToDouble(date -> ChronoUnit.DAYS.between(today, LocalDate.parse(date, format)) / 365.0)
                .toArray();
        Value spot = spots(ElementType.F64, 7);
        MoorOption.run(
                new Tape(recorder),
                spot,
                strikes(spot),
                Value.of(ElementType.F64, years, 7),
                volatilities(ElementType.F64, 7),
                quotes(ElementType.F64, 7));
    }

    /** Takes products for zero that binary32 has only as subnormal numbers. */
    @Fault(cause = Cause.FLUSH_TO_ZERO, steps = "backward mul 6", b = Side.OTHER)
    void farFromTheMoney(GradientRecorder recorder) {
        Kernel kept = Kernel.zip((a, b) -> (float) a * (float) b);
        Kernel flushed = Kernel.zip((a, b) -> {
            float product = (float) a * (float) b;
            return Math.abs(product) < Float.MIN_NORMAL ? 0 : product;
        });
        double[] strikes = new double[90];
        double[] times = new double[90];
        double[] volatilities = new double[90];
        for (int i = 0; i < 90; i++) {
            strikes[i] = StrictMath.exp((i - 45) * 0.0112);
            times[i] = 0.04;
            volatilities[i] = 0.18;
        }
        double[] spots = new double[90];
        Arrays.fill(spots, 1);
        MoorOption.run(
                new Tape(recorder).plant("backward mul 6", Side.choose(kept, flushed)),
                Value.of(ElementType.F32, spots, 90),
                Value.of(ElementType.F32, strikes, 90),
                Value.of(ElementType.F32, times, 90),
                Value.of(ElementType.F32, volatilities, 90),
                Data.scaled(ElementType.F32, 1035, 0.2, 90));
    }

    private static void run(Tape tape, ElementType type, int options) {
        Value spot = spots(type, options);
        double[] times = Kernel.map(x -> 1.6 + 1.5 * x).apply(Data.uniform(type, 1033, options));
        MoorOption.run(
                tape,
                spot,
                strikes(spot),
                Value.of(type, times, options),
                volatilities(type, options),
                quotes(type, options));
    }

    private static Value spots(ElementType type, int options) {
        return Value.of(type, Kernel.map(x -> 100 + 20 * x).apply(Data.uniform(type, 1031, options)), options);
    }

    private static Value strikes(Value spot) {
        Kernel near = Kernel.zip((a, b) -> a * (1 + 0.3 * b));
        return Value.of(spot.type(), near.apply(spot, Data.uniform(spot.type(), 1032, spot.count())), spot.shape());
    }

    private static Value volatilities(ElementType type, int options) {
        return Value.of(type, Kernel.map(x -> 0.3 + 0.2 * x).apply(Data.uniform(type, 1034, options)), options);
    }

    private static Value quotes(ElementType type, int options) {
        return Value.of(type, Kernel.map(x -> 12 + 10 * x).apply(Data.uniform(type, 1035, options)), options);
    }
}
