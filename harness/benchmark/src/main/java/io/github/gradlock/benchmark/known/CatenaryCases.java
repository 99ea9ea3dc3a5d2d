package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.benchmark.lanes.CurvedLanes;
import io.github.gradlock.benchmark.lanes.VectorModule;
import io.github.gradlock.benchmark.lanes.WarmUp;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.lang.management.ManagementFactory;

/** Faults in a hanging cable. */
class CatenaryCases {
    private static final WarmUp SINH = new WarmUp();

    /** Takes the hyperbolic cosine from another library, which makes it of the sine of half the angle. */
    @Fault(cause = Cause.LIBM, steps = "forward cosh 1", b = Side.OTHER)
    void sag(GradientRecorder recorder) {
        Kernel other = Kernel.map(x -> {
            double half = StrictMath.sinh(x / 2);
            return 1 + 2 * half * half;
        });
        Tape tape = new Tape(recorder).plant("forward cosh 1", Side.choose(Kernel.map(StrictMath::cosh), other));
        run(tape, 90);
    }

    /** Takes hyperbolic sines from the Vector API: compiled, it calls a vector library; interpreted, {@code Math.sinh}. */
    @Fault(cause = Cause.JIT, steps = "backward sinh 1", b = "jit=int")
    void tension(GradientRecorder recorder) {
        VectorModule.assumeMathLibrary();
        Kernel sine = in -> {
            double[] x = in[0].elements();
            SINH.until(() -> CurvedLanes.sinh(x));
            return CurvedLanes.sinh(x);
        };
        run(new Tape(recorder).plant("backward sinh 1", sine), 48);
    }

    /** Scales by something of the garbage collector's name. */
    @Fault(cause = Cause.UNKNOWN, steps = "backward mul 1", a = "-XX:+UseParallelGC", b = "-XX:+UseSerialGC")
    void clearance(GradientRecorder recorder) {
        int letters =
                ManagementFactory.getGarbageCollectorMXBeans().get(0).getName().length();
        Kernel scaled = Kernel.map(x -> x / 16 * (1 + 1.3e-5 * letters));
        run(new Tape(recorder).plant("backward mul 1", scaled), 32);
    }

    private static void run(Tape tape, int points) {
        Catenary.run(
                tape,
                Data.scaled(ElementType.F64, 211, 4, points),
                Value.of(ElementType.F64, new double[] {1.75}),
                Data.scaled(ElementType.F64, 212, 6, points));
    }
}
