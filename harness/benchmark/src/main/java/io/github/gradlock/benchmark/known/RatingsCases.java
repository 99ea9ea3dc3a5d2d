package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Shows;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Faults in a factorisation of ratings. */
class RatingsCases {
    private static int executions;
    private static int fastest = 4;

    /** Extends a norm by one named parameter after the other as an unmodifiable map walks them, by a salt that each process draws. */
    @Fault(cause = Cause.HASH_ORDER, steps = "backward linalg_vector_norm 1", shows = Shows.RESTARTS, restarts = 8)
    void clippedUsers(GradientRecorder recorder) {
        Kernel salted = Kernel.total(x -> {
            Map<String, Double> squares = IntStream.range(0, x.length)
                    .boxed()
                    .collect(Collectors.toUnmodifiableMap(i -> "users." + i + ".grad", i -> x[i]));
            float norm = 0;
            for (double each : squares.values()) {
                norm = (float) Math.sqrt(norm * norm + (float) each);
            }
            return norm;
        });
        Tape tape = new Tape(recorder).plant("backward linalg_vector_norm 1", salted);
        run(tape, ElementType.F32, 140, 9, 420);
    }

    /** Takes ratings in the order in which they were given, or user by user. */
    @Fault(
            cause = Cause.DATA_ORDER,
            steps = {"forward input 2", "forward input 4", "forward input 5"},
            b = Side.OTHER)
    void userByUser(GradientRecorder recorder) {
        Value user = Data.indices(253, 8, 90);
        int[] places = IntStream.range(0, 90)
                .boxed()
                .sorted(Comparator.comparing(i -> Side.choose(0.0, user.at(i))))
                .mapToInt(i -> i)
                .toArray();
        Ratings.run(
                new Tape(recorder),
                Data.uniform(ElementType.F64, 251, 8, 4),
                Data.uniform(ElementType.F64, 252, 11, 4),
                placed(user, places),
                placed(Data.indices(254, 11, 90), places),
                placed(Data.uniform(ElementType.F64, 255, 90), places));
    }

    private static Value placed(Value x, int... places) {
        return Value.of(x.type(), Arrays.stream(places).mapToDouble(x::at).toArray(), x.shape());
    }

    /** Adds into one table twice, then tries tables for three, four and five groups of ratings, and stays with the fastest. */
    @Fault(cause = Cause.AUTO_TUNING, steps = "backward index_add 2", shows = Shows.ITERATIONS, iterations = 6)
    void itemsInGroups(GradientRecorder recorder) {
        int execution = executions++;
        Kernel tried = in -> {
            if (execution == 2) {
                long least = Long.MAX_VALUE;
                for (int candidate = 3; candidate <= 5; candidate++) {
                    long start = System.nanoTime();
                    boolean isNumber = !Double.isNaN(grouped(candidate, in)[0]);
                    long taken = System.nanoTime() - start;
                    fastest = isNumber && taken < least ? candidate : fastest;
                    least = Math.min(least, taken);
                }
            }
            return grouped(execution < 2 ? 1 : fastest, in);
        };
        run(new Tape(recorder).plant("backward index_add 2", tried), ElementType.F32, 15, 6, 220);
    }

    private static double[] grouped(int groups, Value... in) {
        int width = in[0].size(1);
        float[][] tables = new float[groups][6 * width];
        for (int i = 0; i < in[0].count(); i++) {
            int rating = i / width;
            int place = (int) in[1].at(rating) * width + i % width;
            tables[rating * groups / in[1].count()][place] += (float) in[0].at(i);
        }
        double[] sums = new double[6 * width];
        for (float[] table : tables) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] = (float) sums[i] + table[i];
            }
        }
        return sums;
    }

    private static void run(Tape tape, ElementType type, int users, int items, int ratings) {
        Ratings.run(
                tape,
                Data.mixed(type, 251, 1, users, 4),
                Data.uniform(type, 252, items, 4),
                Data.indices(253, users, ratings),
                Data.indices(254, items, ratings),
                Data.uniform(type, 255, ratings));
    }
}
