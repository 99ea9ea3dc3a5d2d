package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.benchmark.lanes.VectorModule;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/** Faults in orbits. */
class MoorOrbitCases {
    /** Takes tangents from {@code Math.tan}, an intrinsic on x86-64; the C library's port has other last bits. */
    @Fault(cause = Cause.LIBM, steps = "forward tan 1", b = "libm=java")
    void halfAngles(GradientRecorder recorder) {
        VectorModule.assumeX86();
        MoorOrbit.run(
                new Tape(recorder).plant("forward tan 1", Kernel.map(Math::tan)),
                degrees(240),
                eccentricities(240),
                Data.uniform(ElementType.F64, 1063, 240));
    }

    /** Passes elements on in two lines of fixed columns, which have seven digits of one and four decimals of the other. */
    @Fault(
            cause = Cause.TEXT,
            steps = {"forward input 1", "forward input 2"},
            b = Side.OTHER)
    void publishedElements(GradientRecorder recorder) {
        DoubleUnaryOperator angle = x -> Double.parseDouble(String.format(Locale.ROOT, "%8.4f", x));
        DoubleUnaryOperator share =
                x -> Double.parseDouble("0." + String.format(Locale.ROOT, "%07d", Math.round(x * 1e7)));
        MoorOrbit.run(
                new Tape(recorder),
                passed(angle, degrees(17)),
                passed(share, eccentricities(17)),
                Data.uniform(ElementType.F64, 1063, 17));
    }

    private static Value passed(DoubleUnaryOperator line, Value x) {
        return Side.isOther() ? Value.of(x.type(), Kernel.map(line).apply(x), x.shape()) : x;
    }

    private static Value degrees(int satellites) {
        Kernel turn = Kernel.map(x -> 80 + 75 * x);
        return Value.of(ElementType.F64, turn.apply(Data.uniform(ElementType.F64, 1061, satellites)), satellites);
    }

    private static Value eccentricities(int satellites) {
        Kernel share = Kernel.map(x -> 0.3 + 0.28 * x);
        return Value.of(ElementType.F64, share.apply(Data.uniform(ElementType.F64, 1062, satellites)), satellites);
    }
}
