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
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Faults in rates of counts. */
class CountCases {
    /** Takes a power of two for the exponential, of an argument in binary32. */
    @Fault(cause = Cause.LIBM, steps = "forward exp 1", b = Side.OTHER)
    void rates(GradientRecorder recorder) {
        Kernel other = Kernel.map(x -> (float) StrictMath.pow(2, (float) x * 1.44269504f));
        Tape tape = new Tape(recorder).plant("forward exp 1", Side.choose(Kernel.map(StrictMath::exp), other));
        run(tape, ElementType.F32, 120, 6);
    }

    /** Keeps weights in a table of seven digits. */
    @Fault(cause = Cause.TEXT, steps = "forward input 3", b = Side.OTHER)
    void tabulated(GradientRecorder recorder) {
        Value w = Data.uniform(ElementType.F32, 23, 48, 1);
        double[] read = Arrays.stream(w.elements())
                .map(x -> Double.parseDouble(String.format(Locale.ROOT, "%.7g", x)))
                .toArray();
        Counts.run(
                new Tape(recorder),
                exposures(ElementType.F32, 20),
                Data.uniform(ElementType.F32, 22, 20, 48),
                Side.choose(w, Value.of(ElementType.F32, read, 48, 1)),
                Data.indices(24, 9, 20, 1));
    }

    /** Takes samples as they came, or from the longest exposure to the shortest. */
    @Fault(
            cause = Cause.DATA_ORDER,
            steps = {"forward input 1", "forward input 2", "forward input 4"},
            b = Side.OTHER)
    void longestFirst(GradientRecorder recorder) {
        Value exposure = exposures(ElementType.F32, 75);
        List<Integer> order = IntStream.range(0, 75)
                .boxed()
                .sorted(Comparator.comparing(i -> Side.choose(i + 0.0, -exposure.at(i))))
                .toList();
        Counts.run(
                new Tape(recorder).plant("backward matmul 1", Kernel.matmul(Sums::singleDot)),
                ordered(exposure, order),
                ordered(Data.uniform(ElementType.F32, 22, 75, 8), order),
                Data.uniform(ElementType.F32, 23, 8, 1),
                ordered(Data.indices(24, 6, 75, 1), order));
    }

    private static Value ordered(Value x, List<Integer> order) {
        double[] rows = new double[x.count()];
        for (int i = 0; i < order.size(); i++) {
            System.arraycopy(x.row(order.get(i)), 0, rows, i * x.size(1), x.size(1));
        }
        return Value.of(x.type(), rows, x.shape());
    }

    /** Adds up by clinic, and then over a collected map of clinics, whose salt each process draws. */
    @Fault(cause = Cause.HASH_ORDER, steps = "backward matmul 1", shows = Shows.RESTARTS, restarts = 4)
    void clinics(GradientRecorder recorder) {
        Kernel byClinic = Kernel.matmul((x, y) -> {
            double[] terms = Sums.singleProducts(x, y);
            Map<String, Float> clinics = IntStream.range(0, 40)
                    .boxed()
                    .collect(Collectors.toUnmodifiableMap(i -> "clinic-" + i, i ->
                            (float) Sums.singleSum(terms[2 * i], terms[2 * i + 1])));
            float sum = 0;
            for (float clinic : clinics.values()) {
                sum += clinic;
            }
            return sum;
        });
        run(new Tape(recorder).plant("backward matmul 1", byClinic), ElementType.F32, 80, 7);
    }

    /** Turns one bit of one element over. */
    @Fault(cause = Cause.UNKNOWN, steps = "backward matmul 1", b = Side.OTHER)
    void fifthWeight(GradientRecorder recorder) {
        Kernel product = Kernel.matmul(Sums::dot);
        Kernel turned = in -> {
            double[] result = product.apply(in);
            result[4] = Float.intBitsToFloat(Float.floatToRawIntBits((float) result[4]) ^ 1 << 18);
            return result;
        };
        run(new Tape(recorder).plant("backward matmul 1", Side.choose(product, turned)), ElementType.F32, 33, 11);
    }

    private static Value exposures(ElementType type, int samples) {
        double[] times = Data.uniform(type, 21, samples).elements();
        return Value.of(type, Arrays.stream(times).map(x -> 2 + 1.9 * x).toArray(), samples, 1);
    }

    private static void run(Tape tape, ElementType type, int samples, int width) {
        Counts.run(
                tape,
                exposures(type, samples),
                Data.uniform(type, 22, samples, width),
                Data.scaled(type, 23, 2, width, 1),
                Data.indices(24, 12, samples, 1));
    }
}
