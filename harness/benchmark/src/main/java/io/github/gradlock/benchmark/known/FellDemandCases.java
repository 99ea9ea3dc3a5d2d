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
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Faults in demand by the day of the week. */
class FellDemandCases {
    /** Numbers days of the week by the alphabet, as names in the language of the process: in German, Tuesday comes first. */
    @Fault(cause = Cause.TEXT, steps = "forward input 2", b = "-Duser.language=de")
    void weekdays(GradientRecorder recorder) {
        // The default language is the fault.
        List<String> names = Stream.of(DayOfWeek.values())
                .map(day -> day.getDisplayName(TextStyle.FULL, Locale.getDefault()))
                .toList();
        List<String> sorted = names.stream().sorted().toList();
        double[] days = Arrays.stream(Data.indices(352, 7, 84).elements())
                .map(day -> sorted.indexOf(names.get((int) day)))
                .toArray();
        run(
                new Tape(recorder),
                Value.of(ElementType.I64, days, 84),
                IntStream.range(0, 84).toArray());
    }

    /** Takes samples as they come, or out of a buffer of twenty from which one is drawn that the next replaces. */
    @Fault(
            cause = Cause.DATA_ORDER,
            steps = {"forward input 2", "forward input 3", "forward input 5"},
            b = Side.OTHER)
    void buffered(GradientRecorder recorder) {
        int[] came = IntStream.range(0, 110).toArray();
        run(new Tape(recorder), Data.indices(352, 7, 110), Side.choose(came, drawn(20, came)));
    }

    private static int[] drawn(int size, int... came) {
        SplittableRandom seeded = new SplittableRandom(356);
        List<Integer> buffer = new ArrayList<>();
        int[] result = new int[came.length];
        int count = 0;
        for (int each : came) {
            if (buffer.size() < size) {
                buffer.add(each);
            } else {
                result[count++] = buffer.set(seeded.nextInt(size), each);
            }
        }
        while (!buffer.isEmpty()) {
            result[count++] = buffer.remove(seeded.nextInt(buffer.size()));
        }
        return result;
    }

    /** Takes the slopes for too much and for too little for each other. */
    @Fault(cause = Cause.BUG, steps = "backward pinball_loss_backward 1", b = Side.OTHER)
    void highQuantile(GradientRecorder recorder) {
        double quantile = FellDemand.QUANTILE;
        Kernel right = Kernel.map(a -> a > 0 ? -quantile : 1 - quantile);
        Kernel wrong = Kernel.map(a -> a > 0 ? quantile - 1 : quantile);
        Tape tape = new Tape(recorder).plant("backward pinball_loss_backward 1", Side.choose(right, wrong));
        run(tape, Data.indices(352, 7, 35), IntStream.range(0, 35).toArray());
    }

    private static void run(Tape tape, Value day, int... places) {
        double[] x = Data.uniform(ElementType.F64, 353, places.length, 5).elements();
        double[] placed = new double[x.length];
        Arrays.setAll(placed, i -> x[places[i / 5] * 5 + i % 5]);
        FellDemand.run(
                tape,
                Data.uniform(ElementType.F64, 351, 7),
                placed(day, places),
                Value.of(ElementType.F64, placed, places.length, 5),
                Data.uniform(ElementType.F64, 354, 5),
                placed(Data.scaled(ElementType.F64, 355, 2, places.length), places));
    }

    private static Value placed(Value x, int... places) {
        return Value.of(x.type(), Arrays.stream(places).mapToDouble(x::at).toArray(), places.length);
    }
}
