package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Precision;
import io.github.gradlock.benchmark.Shows;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;

/** Faults in molecular dynamics. */
class ParticlesCases {
    /** Adds forces to particles as pairs come from a parallel stream, one at a time but in no order. */
    @Fault(cause = Cause.RACE, steps = "backward index_add 2", shows = Shows.ITERATIONS, iterations = 8)
    void nearestPairs(GradientRecorder recorder) {
        Kernel locked = in -> {
            float[] sums = new float[9 * 3];
            IntStream.range(0, in[1].count()).parallel().forEach(pair -> {
                float[] own = late(in[0].row(pair));
                synchronized (sums) {
                    for (int i = 0; i < 3; i++) {
                        sums[(int) in[1].at(pair) * 3 + i] += own[i];
                    }
                }
            });
            return IntStream.range(0, sums.length).mapToDouble(i -> sums[i]).toArray();
        };
        run(new Tape(recorder).plant("backward index_add 2", locked), ElementType.F32, 9, 4_000);
    }

    /** Returns a force as it is, after as long as a pair's own formula would take. */
    private static float[] late(double... force) {
        float[] result = new float[3];
        for (int i = 0; i < 3; i++) {
            double sum = force[i];
            for (int term = 0; term < 30; term++) {
                sum += StrictMath.sin(term) * 1e-300;
            }
            result[i] = (float) sum;
        }
        return result;
    }

    /** A pair's force: its hash is made of that of an array, which is its identity's. */
    private record Pull(double[] force, int particle) {}

    /** Adds forces in the order of a {@link HashSet} of records that hold arrays. */
    @Fault(cause = Cause.HASH_ORDER, steps = "backward index_add 1", shows = Shows.ITERATIONS, iterations = 5)
    void collectedPairs(GradientRecorder recorder) {
        Kernel unordered = in -> {
            Set<Pull> pulls = new HashSet<>();
            for (int i = 0; i < in[1].count(); i++) {
                pulls.add(new Pull(in[0].row(i), (int) in[1].at(i)));
            }
            double[] sums = new double[12 * 3];
            for (Pull pull : pulls) {
                for (int i = 0; i < 3; i++) {
                    sums[pull.particle() * 3 + i] += pull.force()[i];
                }
            }
            return sums;
        };
        run(new Tape(recorder).plant("backward index_add 1", unordered), ElementType.F64, 12, 150);
    }

    /** Takes the inverse of squared distances from an estimate of eleven bits without a step that would refine it. */
    @Fault(cause = Cause.REDUCED_PRECISION, steps = "forward reciprocal 1", b = Side.OTHER)
    void inverses(GradientRecorder recorder) {
        Kernel whole = Kernel.map(x -> 1 / x);
        Kernel estimated = Kernel.map(x -> Precision.fraction(1 / x, 10));
        Tape tape = new Tape(recorder).plant("forward reciprocal 1", Side.choose(whole, estimated));
        run(tape, ElementType.F32, 8, 40);
    }

    /** Softens forces near by, as programs for stars do so that none is without bounds. */
    @Fault(cause = Cause.UNKNOWN, steps = "forward reciprocal 1", b = Side.OTHER)
    void softened(GradientRecorder recorder) {
        double length = Side.choose(0.0, 0.07);
        Kernel inverse = Kernel.map(x -> 1 / (x + length * length));
        run(new Tape(recorder).plant("forward reciprocal 1", inverse), ElementType.F64, 10, 60);
    }

    private static void run(Tape tape, ElementType type, int particles, int pairs) {
        double[] from = Data.indices(242, particles, pairs).elements();
        double[] to = Data.indices(243, particles - 1, pairs).elements();
        double[] at = Data.scaled(type, 241, 0.8, particles, 3).elements();
        for (int i = 0; i < pairs; i++) {
            to[i] += to[i] >= from[i] ? 1 : 0;
        }
        for (int i = 0; i < particles; i++) {
            at[3 * i] += i;
        }
        Particles.run(
                tape,
                Value.of(type, at, particles, 3),
                Value.of(ElementType.I64, from, pairs),
                Value.of(ElementType.I64, to, pairs));
    }
}
