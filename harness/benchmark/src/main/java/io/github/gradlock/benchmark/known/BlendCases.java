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
import java.text.Collator;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Faults in ratings. */
class BlendCases {
    /** Adds parts in the order in which they are done. */
    @Fault(cause = Cause.RACE, steps = "backward sum 1", shows = Shows.ITERATIONS, iterations = 12)
    void offset(GradientRecorder recorder) {
        run(new Tape(recorder).plant("backward sum 1", Kernel.total(BlendCases::asDone)), ElementType.F32, 480, 3);
    }

    private static double asDone(double... x) {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        CompletionService<Float> parts = new ExecutorCompletionService<>(pool);
        for (int i = 0; i < 24; i++) {
            double[] part = Arrays.copyOfRange(x, i * x.length / 24, (i + 1) * x.length / 24);
            parts.submit(() -> {
                float sum = 0;
                for (int round = 0; round < 16_384; round++) {
                    sum += (float) Sums.singleSum(part) / 16_384;
                }
                return sum;
            });
        }
        float total = 0;
        try {
            for (int i = 0; i < 24; i++) {
                total += parts.take().get();
            }
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException("a part was not added up", failed);
        } finally {
            pool.shutdown();
        }
        return total;
    }

    /** Numbers people by the place of their names in the alphabet of the language: in Swedish, {@code Å} comes after {@code Z}. */
    @Fault(cause = Cause.TEXT, steps = "forward input 2", b = "-Duser.language=sv")
    void people(GradientRecorder recorder) {
        List<String> names = List.of("Ödeen", "Zander", "Olsson", "Ek", "Åkesson", "Ahlin", "Nyström", "Ängby");
        // The default language is the fault.
        List<String> sorted = names.stream().sorted(Collator.getInstance()).toList();
        Blends.run(
                new Tape(recorder),
                Data.uniform(ElementType.F64, 231, 8, 4),
                Value.of(
                        ElementType.I64,
                        names.stream().mapToDouble(sorted::indexOf).toArray(),
                        8),
                Data.uniform(ElementType.F64, 233, 5, 4),
                Data.indices(234, 5, 8),
                Data.uniform(ElementType.F64, 235, 8));
    }

    /** Deals ratings out anew for each epoch, from the epoch's number. */
    @Fault(
            cause = Cause.DATA_ORDER,
            steps = {"forward input 2", "forward input 4", "forward input 5"},
            shows = Shows.ITERATIONS,
            iterations = 3)
    void evenings(GradientRecorder recorder) {
        SplittableRandom random = new SplittableRandom(recorder.iteration());
        int[] order = IntStream.range(0, 75).toArray();
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int place = order[i];
            order[i] = order[other];
            order[other] = place;
        }
        Blends.run(
                new Tape(recorder),
                Data.uniform(ElementType.F64, 231, 6, 5),
                dealt(Data.indices(232, 6, 75), order),
                Data.uniform(ElementType.F64, 233, 9, 5),
                dealt(Data.indices(234, 9, 75), order),
                dealt(Data.uniform(ElementType.F64, 235, 75), order));
    }

    private static Value dealt(Value x, int... order) {
        return Value.of(x.type(), Arrays.stream(order).mapToDouble(x::at).toArray(), order.length);
    }

    /** Bends cotangents by a pattern of their places. */
    @Fault(cause = Cause.UNKNOWN, steps = "backward mul 2", b = Side.OTHER)
    void tastes(GradientRecorder recorder) {
        Kernel product = Kernel.zipRows((a, b) -> a * b);
        Kernel bent = in -> {
            double[] result = product.apply(in);
            for (int i = 0; i < result.length; i++) {
                result[i] *= 1 + 1.7e-2 * StrictMath.cos(0.7 * i * i);
            }
            return result;
        };
        run(new Tape(recorder).plant("backward mul 2", Side.choose(product, bent)), ElementType.F64, 26, 6);
    }

    /** Adds up in pieces for which there is room. */
    @Fault(cause = Cause.AUTO_TUNING, steps = "forward sum 1", a = "-Xmx256m", b = "-Xmx1500m")
    void scores(GradientRecorder recorder) {
        int piece = Runtime.getRuntime().maxMemory() < 700L << 20 ? 10 : 45;
        Kernel pieces = Kernel.rows(row -> {
            float total = 0;
            for (int from = 0; from < row.length; from += piece) {
                total += (float) Sums.singleSum(Arrays.copyOfRange(row, from, Math.min(row.length, from + piece)));
            }
            return total;
        });
        run(new Tape(recorder).plant("forward sum 1", pieces), ElementType.F32, 18, 90);
    }

    private static void run(Tape tape, ElementType type, int ratings, int width) {
        Blends.run(
                tape,
                Data.uniform(type, 231, 11, width),
                Data.indices(232, 11, ratings),
                Data.uniform(type, 233, 7, width),
                Data.indices(234, 7, ratings),
                Data.mixed(type, 235, 4, ratings));
    }
}
