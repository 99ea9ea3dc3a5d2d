package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.lanes.MoorLanes;
import io.github.gradlock.benchmark.lanes.VectorModule;
import io.github.gradlock.benchmark.lanes.WarmUp;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.Arrays;

/** Faults in distances on a globe. */
class MoorGlobeCases {
    private static final WarmUp ASIN = new WarmUp();

    /** Takes arc sines from the Vector API: C2 compiles it to a library's, an interpreter calls {@code Math.asin}. */
    @Fault(cause = Cause.JIT, steps = "forward asin 1", a = "jit=c2", b = "jit=int")
    void greatCircles(GradientRecorder recorder) {
        VectorModule.assumeMathLibrary();
        Kernel asin = in -> {
            double[] x = in[0].elements();
            double[] few = Arrays.copyOf(x, 8);
            ASIN.until(() -> MoorLanes.asin(x));
            return MoorLanes.asin(x);
        };
        MoorGlobe.run(
                new Tape(recorder).plant("forward asin 1", asin),
                Data.uniform(ElementType.F64, 1101, 360),
                Data.scaled(ElementType.F64, 1102, 2, 360),
                Data.uniform(ElementType.F64, 1103, 360),
                Data.scaled(ElementType.F64, 1104, 2, 360),
                Data.uniform(ElementType.F64, 1105, 360));
    }
}
