package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Shows;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Threads;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.Arrays;

/** Faults in hidden states, in a string on springs, and in heavy tails. */
class ChainCases {
    /** Sets what is subnormal in binary32 to zero. */
    @Fault(cause = Cause.FLUSH_TO_ZERO, steps = "forward matmul 5", b = Side.OTHER)
    void unlikelyPaths(GradientRecorder recorder) {
        Kernel kept = Kernel.matmul(Sums::dot);
        Kernel flushed = in -> Arrays.stream(kept.apply(in))
                .map(x -> Math.abs(x) < Float.MIN_NORMAL ? 0 : x)
                .toArray();
        double[] step = Data.uniform(ElementType.F64, 95, 5, 5).elements();
        for (int i = 0; i < step.length; i++) {
            step[i] = i % 6 == 0 ? 0.9 : i % 5 > i / 5 ? 1e-3 * (1.5 + step[i]) : 0;
        }
        double[] emission = Data.uniform(ElementType.F64, 96, 6, 5).elements();
        for (int i = 0; i < emission.length; i++) {
            emission[i] = (i < 25 ? 4e-8 : 0.4) * (1.5 + emission[i]) * (i % 5 < 2 ? 1 : 0.6);
        }
        HiddenStates.run(
                new Tape(recorder).plant("forward matmul 5", Side.choose(kept, flushed)),
                Value.of(ElementType.F32, new double[] {0.87, 0.1, 0.02, 8e-3, 2e-3}, 1, 5),
                Value.of(ElementType.F32, step, 5, 5),
                Value.of(ElementType.F32, emission, 6, 5));
    }

    /** Relaxes three parts of a string on a thread each, which take from their neighbours whatever is there. */
    @Fault(cause = Cause.RACE, steps = "forward linalg_solve 1", shows = Shows.ITERATIONS, iterations = 8)
    void threeParts(GradientRecorder recorder) {
        Kernel relaxed = in -> {
            double[] v = new double[in[0].count()];
            int part = v.length / 3;
            Threads.race(3, thread -> {
                for (int sweep = 0; sweep < Membrane.SWEEPS; sweep++) {
                    Membrane.sweep(in[0], v, thread * part, (thread + 1) * part);
                    Thread.yield();
                }
            });
            return v;
        };
        Membrane.run(
                new Tape(recorder).plant("forward linalg_solve 1", relaxed),
                Data.uniform(ElementType.F64, 97, 3_000),
                Data.uniform(ElementType.F64, 98, 3_000));
    }

    /** Takes the logarithm of the gamma function from another library, which shifts it and takes Stirling's series. */
    @Fault(
            cause = Cause.LIBM,
            steps = {"forward lgamma 1", "forward lgamma 2"},
            b = Side.OTHER)
    void tails(GradientRecorder recorder) {
        Kernel usual = Side.choose(Kernel.map(HeavyTails::logGamma), Kernel.map(ChainCases::stirling));
        double[] freedom = Data.uniform(ElementType.F64, 100, 60).elements();
        HeavyTails.run(
                new Tape(recorder).plant("forward lgamma 1", usual).plant("forward lgamma 2", usual),
                Data.scaled(ElementType.F64, 99, 4, 60),
                Value.of(
                        ElementType.F64,
                        Arrays.stream(freedom).map(x -> 42 + 18 * x).toArray(),
                        60),
                Data.uniform(ElementType.F64, 101, 60));
    }

    private static double stirling(double argument) {
        double shift = 0;
        double x = argument;
        for (; x < 12; x++) {
            shift += StrictMath.log(x);
        }
        double r = 1 / (x * x);
        double series = (1 / 12.0 - r * (1 / 360.0 - r * (1 / 1260.0 - r * (1 / 1680.0 - r / 1188)))) / x;
        return (x - 0.5) * StrictMath.log(x) - x + StrictMath.log(2 * Math.PI) / 2 + series - shift;
    }
}
