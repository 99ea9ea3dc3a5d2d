package io.github.gradlock.benchmark.aside;

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
import java.time.temporal.TemporalField;
import java.time.temporal.WeekFields;
import java.util.Arrays;
import java.util.Locale;

/** Faults in what is left of a dose. */
class QuayDoseCases {
    /** Takes inverse hyperbolic sines from another library, which uses the plain formula. */
    @Fault(cause = Cause.LIBM, steps = "forward asinh 1", b = Side.OTHER)
    void shownLevels(GradientRecorder recorder) {
        Kernel plain = Kernel.map(x -> StrictMath.log(x + Math.sqrt(x * x + 1)));
        Tape tape = new Tape(recorder).plant("forward asinh 1", Side.choose(QuayDose.asinh(), plain));
        run(tape, patients(34, 4), column(3605, 1, 1, 34));
    }

    /** Numbers the days of the week as the process's locale does: in Ireland, they begin with Monday. */
    @Fault(cause = Cause.TEXT, steps = "forward input 1", b = "-Duser.country=IE")
    void visits(GradientRecorder recorder) {
        TemporalField day = WeekFields.of(Locale.getDefault()).dayOfWeek();
        double[] patients = patients(20, 3).elements();
        for (int i = 0; i < 20; i++) {
            patients[3 * i + 1] = LocalDate.of(2023, 5, 2).plusDays(5L * i).get(day);
        }
        run(new Tape(recorder), Value.of(ElementType.F64, patients, 20, 3), column(3605, 1, 1, 20));
    }

    /** Takes levels from an instrument that was calibrated once more. */
    @Fault(cause = Cause.UNKNOWN, steps = "forward input 5", b = Side.OTHER)
    void seenLevels(GradientRecorder recorder) {
        double[] seen = Arrays.stream(column(3605, 1, 1, 45).elements())
                .map(x -> Side.isOther() ? x * (1.00317 + 0.00052 * x * x) + 0.00171 : x)
                .toArray();
        run(new Tape(recorder), patients(45, 3), Value.of(ElementType.F64, seen, 45, 1));
    }

    private static Value patients(int count, int width) {
        return Data.uniform(ElementType.F64, 3601, count, width);
    }

    private static Value column(long seed, double middle, double scale, int count) {
        double[] x = Data.scaled(ElementType.F64, seed, scale, count).elements();
        return Value.of(
                ElementType.F64, Arrays.stream(x).map(each -> middle + each).toArray(), count, 1);
    }

    private static void run(Tape tape, Value patients, Value seen) {
        QuayDose.run(
                tape,
                patients,
                Data.scaled(ElementType.F64, 3602, 0.25, patients.size(1), 1),
                column(3603, 0.6, 0.5, patients.size(0)),
                column(3604, 3, 2, patients.size(0)),
                seen);
    }
}
