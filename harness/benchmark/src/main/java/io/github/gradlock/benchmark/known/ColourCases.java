package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Shows;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.benchmark.lanes.CurvedLanes;
import io.github.gradlock.benchmark.lanes.VectorModule;
import io.github.gradlock.benchmark.lanes.WarmUp;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.Arrays;
import java.util.Locale;

/** Faults in distances of colours. */
class ColourCases {
    private static final WarmUp CBRT = new WarmUp();

    /** Takes cube roots from the Vector API before and after C2 has compiled it. */
    @Fault(cause = Cause.JIT, steps = "forward cbrt 1", shows = Shows.ITERATIONS, iterations = 4)
    void lightness(GradientRecorder recorder) {
        VectorModule.assumeMathLibrary();
        Kernel root = in -> {
            double[] result = CurvedLanes.cbrt(in[0].elements());
            CBRT.until(() -> CurvedLanes.cbrt(in[0].elements()));
            return result;
        };
        run(new Tape(recorder).plant("forward cbrt 1", root), 100, matrix());
    }

    /** Takes cube roots of binary64 in binary32. */
    @Fault(cause = Cause.REDUCED_PRECISION, steps = "forward cbrt 1", b = Side.OTHER)
    void hue(GradientRecorder recorder) {
        Kernel single = Kernel.map(x -> (float) StrictMath.cbrt((float) x));
        Tape tape = new Tape(recorder).plant("forward cbrt 1", Side.choose(Kernel.map(StrictMath::cbrt), single));
        run(tape, 14, matrix());
    }

    /** Reads a matrix that was printed with four digits. */
    @Fault(cause = Cause.TEXT, steps = "forward input 2", b = Side.OTHER)
    void primaries(GradientRecorder recorder) {
        double[] printed = Arrays.stream(matrix())
                .map(x -> Double.parseDouble(String.format(Locale.ROOT, "%.4f", x)))
                .toArray();
        run(new Tape(recorder), 9, Side.choose(matrix(), printed));
    }

    private static double[] matrix() {
        return new double[] {
            0.4124564, 0.2126729, 0.0193339, 0.3575761, 0.7151522, 0.1191920, 0.1804375, 0.0721750, 0.9503041
        };
    }

    private static void run(Tape tape, int samples, double... matrix) {
        double[] rgb = Data.uniform(ElementType.F64, 221, samples, 3).elements();
        Colours.run(
                tape,
                Value.of(
                        ElementType.F64,
                        Arrays.stream(rgb).map(x -> 0.52 + 0.48 * x).toArray(),
                        samples,
                        3),
                Value.of(ElementType.F64, matrix, 3, 3),
                Value.of(ElementType.F64, new double[] {0, 5, 0, 1.16, -5, 2, 0, 0, -2}, 3, 3),
                Data.uniform(ElementType.F64, 222, samples, 3));
    }
}
