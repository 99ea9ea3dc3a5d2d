package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Shows;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.lanes.PairLanes;
import io.github.gradlock.benchmark.lanes.VectorModule;
import io.github.gradlock.benchmark.lanes.WarmUp;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;

/** Faults in polar coordinates. */
class PolarCases {
    private static final WarmUp HYPOT = new WarmUp();
    private static final WarmUp ATAN2 = new WarmUp();

    /** Takes distances from the Vector API: compiled, it calls a vector library; interpreted, {@code Math.hypot}. */
    @Fault(cause = Cause.JIT, steps = "forward hypot 1", b = "jit=int")
    void distances(GradientRecorder recorder) {
        VectorModule.assumeMathLibrary();
        Kernel hypot = in -> {
            double[] x = in[0].elements();
            double[] y = in[1].elements();
            HYPOT.until(() -> PairLanes.hypot(x, y));
            return PairLanes.hypot(x, y);
        };
        run(new Tape(recorder).plant("forward hypot 1", hypot), 800);
    }

    /** Takes angles from the Vector API, which C2 compiles to a library's once it has been called often. */
    @Fault(cause = Cause.JIT, steps = "forward atan2 1", shows = Shows.ITERATIONS, iterations = 4)
    void angles(GradientRecorder recorder) {
        VectorModule.assumeMathLibrary();
        Kernel angle = in -> {
            double[] y = in[0].elements();
            double[] x = in[1].elements();
            double[] result = PairLanes.atan2(y, x);
            ATAN2.until(() -> PairLanes.atan2(y, x));
            return result;
        };
        run(new Tape(recorder).plant("forward atan2 1", angle), 720);
    }

    private static void run(Tape tape, int points) {
        Polar.run(
                tape,
                Data.uniform(ElementType.F64, 91, points),
                Data.scaled(ElementType.F64, 92, 3, points),
                Data.uniform(ElementType.F64, 93, points));
    }
}
