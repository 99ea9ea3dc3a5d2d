package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.HashMap;
import java.util.Map;

/** Faults in a model of counts. */
class CountsCases {
    /** Reads dates in the manner of the process's country: in Britain, {@code 03/04/21} is in April. */
    @Fault(cause = Cause.TEXT, steps = "forward input 1", b = "-Duser.country=GB")
    void seasons(GradientRecorder recorder) {
        String[] days = {"03/04/21", "11/02/21", "01/09/21", "06/06/21", "12/07/21", "05/10/21", "02/01/21", "08/12/21"
        };
        // The default country is the fault.
        DateTimeFormatter format = DateTimeFormatter.ofLocalizedDate(FormatStyle.SHORT);
        double[] x = new double[8 * 3];
        for (int i = 0; i < 8; i++) {
            double turn = 2 * Math.PI * LocalDate.parse(days[i], format).getDayOfYear() / 365;
            x[3 * i] = 1;
            x[3 * i + 1] = StrictMath.cos(turn);
            x[3 * i + 2] = StrictMath.sin(turn);
        }
        EventCounts.run(
                new Tape(recorder),
                Value.of(ElementType.F64, x, 8, 3),
                Data.uniform(ElementType.F64, 262, 3, 1),
                times(ElementType.F64, 8),
                counts(ElementType.F64, 4, 8));
    }

    /** Reads samples one after the other, or as three readers deal them out. */
    @Fault(
            cause = Cause.DATA_ORDER,
            steps = {"forward input 1", "forward input 3", "forward input 4"},
            b = Side.OTHER)
    void threeReaders(GradientRecorder recorder) {
        EventCounts.run(
                new Tape(recorder).plant("backward matmul 1", Kernel.matmul(Sums::singleDot)),
                dealt(Data.uniform(ElementType.F32, 261, 75, 4)),
                Data.uniform(ElementType.F32, 262, 4, 1),
                dealt(times(ElementType.F32, 75)),
                dealt(counts(ElementType.F32, 5, 75)));
    }

    private static Value dealt(Value x) {
        double[] rows = new double[x.count()];
        int samples = x.size(0);
        for (int i = 0; i < samples; i++) {
            int from = Side.choose(i, i % 25 * 3 + i / 25);
            System.arraycopy(x.row(from), 0, rows, i * x.size(1), x.size(1));
        }
        return Value.of(x.type(), rows, x.shape());
    }

    /** Takes subnormal products for zero inside a product of matrices. */
    @Fault(cause = Cause.FLUSH_TO_ZERO, steps = "backward matmul 1", b = Side.OTHER)
    void seldom(GradientRecorder recorder) {
        Kernel kept = Kernel.matmul(Sums::singleDot);
        Kernel flushed = Kernel.matmul((x, y) -> {
            float sum = 0;
            for (double product : Sums.singleProducts(x, y)) {
                sum += Math.abs(product) < Float.MIN_NORMAL ? 0 : (float) product;
                sum = Math.abs(sum) < Float.MIN_NORMAL ? 0 : sum;
            }
            return sum;
        });
        double[] x = Data.uniform(ElementType.F32, 261, 30, 5).elements();
        for (int i = 0; i < x.length; i++) {
            x[i] = i % 5 == 0 ? 1 : i % 5 == 3 ? x[i] / 40 : x[i];
        }
        double[] w = {-85, 0.7, -0.4, 0.2, 0.5};
        EventCounts.run(
                new Tape(recorder).plant("backward matmul 1", Side.choose(kept, flushed)),
                Value.of(ElementType.F32, x, 30, 5),
                Value.of(ElementType.F32, w, 5, 1),
                times(ElementType.F32, 30),
                Value.of(ElementType.F32, new double[30], 30, 1));
    }

    /** Names terms as a wrapper does that puts a word before each, so that a {@link HashMap} walks them otherwise. */
    @Fault(cause = Cause.HASH_ORDER, steps = "forward sum 1", b = Side.OTHER)
    void wrappedTerms(GradientRecorder recorder) {
        String before = Side.choose("", "module.");
        Kernel named = Kernel.total(x -> {
            Map<String, Double> terms = new HashMap<>();
            for (int i = 0; i < x.length; i++) {
                terms.put(before + "losses." + i, x[i]);
            }
            float sum = 0;
            for (double term : terms.values()) {
                sum += (float) term;
            }
            return sum;
        });
        EventCounts.run(
                new Tape(recorder).plant("forward sum 1", named),
                Data.mixed(ElementType.F32, 261, 1, 120, 3),
                Data.uniform(ElementType.F32, 262, 3, 1),
                times(ElementType.F32, 120),
                counts(ElementType.F32, 3, 120));
    }

    private static Value times(ElementType type, int samples) {
        Kernel positive = Kernel.map(x -> 1.5 + x);
        return Value.of(type, positive.apply(Data.uniform(type, 263, samples)), samples, 1);
    }

    private static Value counts(ElementType type, int bound, int samples) {
        return Value.of(type, Data.indices(264, bound, samples).elements(), samples, 1);
    }
}
