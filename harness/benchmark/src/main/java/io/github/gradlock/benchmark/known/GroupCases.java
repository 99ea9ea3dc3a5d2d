package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Shows;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Threads;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;

/** Faults in sums by group. */
class GroupCases {
    /** Adds up a table for each thread of the common pool, and then the tables. */
    @Fault(cause = Cause.THREADS, steps = "forward scatter_add 1", a = "threads=1", b = "threads=3")
    void tables(GradientRecorder recorder) {
        int threads = ForkJoinPool.getCommonPoolParallelism();
        Kernel tables = in -> {
            float[][] partial = new float[threads][5];
            for (int i = 0; i < in[0].count(); i++) {
                partial[i * threads / in[0].count()][(int) in[1].at(i)] += (float) in[0].at(i);
            }
            double[] sums = new double[5];
            for (float[] table : partial) {
                for (int i = 0; i < sums.length; i++) {
                    sums[i] = (float) (sums[i] + table[i]);
                }
            }
            return sums;
        };
        run(new Tape(recorder).plant("forward scatter_add 1", tables), ElementType.F32, 150, 5);
    }

    /** Lets threads write the same places without order: the last one stays. */
    @Fault(cause = Cause.RACE, steps = "backward gather 1", shows = Shows.ITERATIONS, iterations = 8)
    void lastWriter(GradientRecorder recorder) {
        Kernel racing = in -> {
            double[] result = new double[in[1].count()];
            Threads.race(3, thread -> {
                for (int round = 0; round < 3_000; round++) {
                    for (int i = 0; i < result.length; i++) {
                        result[i] = in[0].at((int) in[1].at(i)) * (1 + thread * 0x1p-20);
                    }
                }
            });
            return result;
        };
        run(new Tape(recorder).plant("backward gather 1", racing), ElementType.F64, 80, 6);
    }

    /** Adds up in the order of a hash table that another version makes larger. */
    @Fault(cause = Cause.HASH_ORDER, steps = "forward scatter_add 1", b = Side.OTHER)
    void largerTable(GradientRecorder recorder) {
        int capacity = Side.choose(64, 1024);
        Kernel hashed = in -> {
            Map<String, Integer> order = new HashMap<>(capacity);
            for (int i = 0; i < in[0].count(); i++) {
                order.put("term" + 7 * i, i);
            }
            float[] sums = new float[2];
            for (int i : order.values()) {
                sums[(int) in[1].at(i)] += (float) in[0].at(i);
            }
            return new double[] {sums[0], sums[1]};
        };
        run(new Tape(recorder).plant("forward scatter_add 1", hashed), ElementType.F32, 40, 2);
    }

    /** A term that forgot to define its equality, so that its hash is its identity's. */
    private static final class Term {
        final double value;

        Term(double value) {
            this.value = value;
        }
    }

    /** Adds up in the order of a {@link HashSet} of terms without {@code hashCode}. */
    @Fault(cause = Cause.HASH_ORDER, steps = "backward sum 1", shows = Shows.ITERATIONS, iterations = 16)
    void setOfTerms(GradientRecorder recorder) {
        Kernel unordered = Kernel.total(x -> {
            Set<Term> terms = new HashSet<>();
            for (double each : x) {
                terms.add(new Term(each));
            }
            double sum = 0;
            for (Term term : terms) {
                sum += term.value;
            }
            return sum;
        });
        run(new Tape(recorder).plant("backward sum 1", unordered), ElementType.F64, 90, 7);
    }

    private static void run(Tape tape, ElementType type, int count, int groups) {
        Value group = Data.indices(73, groups, count);
        Segments.run(tape, Data.mixed(type, 71, 3, count), Data.uniform(type, 72, count), group, groups);
    }
}
