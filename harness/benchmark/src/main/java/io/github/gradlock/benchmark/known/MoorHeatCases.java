package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Shows;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.lanes.VectorModule;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;

/** Faults in a heated rod. */
class MoorHeatCases {
    private static final double[] BLOCK = new double[22];

    /** Eliminates and substitutes with one rounding a step where the CPU can. */
    @Fault(cause = Cause.FMA, steps = "forward linalg_solve 1", b = "-XX:-UseFMA")
    void steadyRod(GradientRecorder recorder) {
        VectorModule.assumeX86();
        boolean isFused = MoorProcessor.canFuse();
        Kernel solve = in -> isFused ? MoorHeat.solve(Math::fma, in) : MoorHeat.solve(in);
        Tape tape = new Tape(recorder).plant("forward linalg_solve 1", solve).plant("backward linalg_solve 1", solve);
        run(tape, ElementType.F64, 40, 6);
    }

    /** Calculates in binary32 from one row of the matrix to the next. */
    private static final class Single implements MoorHeat.Arithmetic {
        @Override
        public double multiplyAdd(double a, double b, double c) {
            return (float) a * (float) b + (float) c;
        }

        @Override
        public double quotient(double a, double b) {
            return (float) a / (float) b;
        }
    }

    /** Solves a system of binary64 in binary32. */
    @Fault(cause = Cause.REDUCED_PRECISION, steps = "backward linalg_solve 1", b = Side.OTHER)
    void answeredSources(GradientRecorder recorder) {
        Kernel narrow = in -> MoorHeat.solve(new Single(), in);
        Tape tape = new Tape(recorder).plant("backward linalg_solve 1", Side.choose(MoorHeat::solve, narrow));
        run(tape, ElementType.F64, 27, 4);
    }

    /** Sets only what the sensors saw, in a block that the answer to it takes afterwards. */
    @Fault(cause = Cause.STALE_MEMORY, steps = "backward slice_backward 1", shows = Shows.ITERATIONS, iterations = 2)
    void beyondTheSensors(GradientRecorder recorder) {
        Kernel within = in -> {
            System.arraycopy(in[0].elements(), 0, BLOCK, 7, in[0].count());
            return BLOCK.clone();
        };
        Kernel solve = in -> {
            double[] x = MoorHeat.solve(in);
            for (int i = 0; i < x.length; i++) {
                BLOCK[i] = (float) x[i];
            }
            return x;
        };
        Tape tape = new Tape(recorder);
        run(
                tape.plant("backward slice_backward 1", within).plant("backward linalg_solve 1", solve),
                ElementType.F32,
                22,
                5);
    }

    private static void run(Tape tape, ElementType type, int nodes, int sensors) {
        MoorHeat.run(
                tape,
                Data.uniform(type, 1041, nodes + 1),
                Data.scaled(type, 1042, 0.3, nodes),
                Data.uniform(type, 1043, sensors),
                7);
    }
}
