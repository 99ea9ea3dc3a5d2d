package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Shows;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.lanes.VectorModule;
import io.github.gradlock.benchmark.lanes.WarmUp;
import io.github.gradlock.benchmark.lanes.WideLanes;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;

/** Faults in bearings. */
class BearingsCases {
    private static final WarmUp ATAN = new WarmUp();
    private static final WarmUp COSH = new WarmUp();

    /** Takes arc tangents from the Vector API: C2 compiles it to a library's, an interpreter calls {@code Math.atan}. */
    @Fault(cause = Cause.JIT, steps = "forward atan 1", a = "jit=c2", b = "jit=int")
    void furtherAngles(GradientRecorder recorder) {
        VectorModule.assumeMathLibrary();
        Kernel atan = in -> {
            double[] x = in[0].elements();
            ATAN.until(() -> WideLanes.atan(x));
            return WideLanes.atan(x);
        };
        run(new Tape(recorder).plant("forward atan 1", atan), 400);
    }

    /** Takes hyperbolic cosines from the Vector API, first interpreted and later compiled. */
    @Fault(cause = Cause.JIT, steps = "forward cosh 1", shows = Shows.ITERATIONS, iterations = 10)
    void flatErrors(GradientRecorder recorder) {
        VectorModule.assumeMathLibrary();
        Kernel cosh = in -> {
            double[] x = in[0].elements();
            double[] result = WideLanes.cosh(x);
            COSH.until(() -> WideLanes.cosh(x));
            return result;
        };
        run(new Tape(recorder).plant("forward cosh 1", cosh), 520);
    }

    private static void run(Tape tape, int samples) {
        Bearings.run(
                tape,
                Data.scaled(ElementType.F64, 291, 2, samples, 3),
                Data.scaled(ElementType.F64, 292, 2, 3, 1),
                Data.uniform(ElementType.F64, 293, samples, 1));
    }
}
