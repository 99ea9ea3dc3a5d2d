package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Shows;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.lanes.FellLanes;
import io.github.gradlock.benchmark.lanes.VectorModule;
import io.github.gradlock.benchmark.lanes.WarmUp;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;

/** Faults in distances on a sphere. */
class FellRoutesCases {
    private static final WarmUp ASIN = new WarmUp();

    /** Takes cosines from {@code Math.cos}, an intrinsic on x86-64; the C library's port has other last bits. */
    @Fault(cause = Cause.LIBM, steps = "forward cos 1", b = "libm=java")
    void latitudes(GradientRecorder recorder) {
        VectorModule.assumeX86();
        run(new Tape(recorder).plant("forward cos 1", Kernel.map(Math::cos)), 1_500);
    }

    /** Takes arc sines from the Vector API, which C2 compiles to a library's once it has been called often. */
    @Fault(cause = Cause.JIT, steps = "forward asin 1", shows = Shows.ITERATIONS, iterations = 4)
    void arcs(GradientRecorder recorder) {
        VectorModule.assumeMathLibrary();
        Kernel asin = in -> {
            double[] x = in[0].elements();
            double[] result = FellLanes.asin(x);
            ASIN.until(() -> FellLanes.asin(x));
            return result;
        };
        run(new Tape(recorder).plant("forward asin 1", asin), 480);
    }

    /** Forgets the cosine of the other latitude in the derivative by longitude. */
    @Fault(cause = Cause.BUG, steps = "backward mul 5", b = Side.OTHER)
    void longitudes(GradientRecorder recorder) {
        Kernel both = Kernel.zip((a, b) -> a * b);
        Kernel one = Kernel.zip((a, b) -> a);
        run(new Tape(recorder).plant("backward mul 5", Side.choose(both, one)), 24);
    }

    private static void run(Tape tape, int routes) {
        FellRoutes.run(
                tape,
                Data.scaled(ElementType.F64, 371, 1.2, routes),
                Data.scaled(ElementType.F64, 372, 2.4, routes),
                Data.scaled(ElementType.F64, 373, 1.2, routes),
                Data.scaled(ElementType.F64, 374, 2.4, routes),
                Data.scaled(ElementType.F64, 375, 9_000, routes));
    }
}
