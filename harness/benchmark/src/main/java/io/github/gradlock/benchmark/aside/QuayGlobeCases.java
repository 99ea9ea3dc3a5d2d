package io.github.gradlock.benchmark.aside;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.benchmark.lanes.QuayLanes;
import io.github.gradlock.benchmark.lanes.VectorModule;
import io.github.gradlock.benchmark.lanes.WarmUp;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;

/** Faults in arcs on a globe. */
class QuayGlobeCases {
    private static final WarmUp ASIN = new WarmUp();

    /** Takes cosines from {@code Math.cos}, an intrinsic on x86-64; the C library's port has other last bits. */
    @Fault(cause = Cause.LIBM, steps = "forward cos 2", b = "libm=java")
    void meridians(GradientRecorder recorder) {
        VectorModule.assumeX86();
        run(new Tape(recorder).plant("forward cos 2", Kernel.map(Math::cos)), 900, 900);
    }

    /** Takes arc sines from the Vector API: compiled, it calls a vector library; interpreted, {@code Math.asin}. */
    @Fault(cause = Cause.JIT, steps = "forward asin 1", b = "jit=int")
    void arcs(GradientRecorder recorder) {
        VectorModule.assumeMathLibrary();
        Kernel arc = in -> {
            double[] x = in[0].elements();
            ASIN.until(() -> QuayLanes.asin(x));
            return QuayLanes.asin(x);
        };
        run(new Tape(recorder).plant("forward asin 1", arc), 760, 760);
    }

    /** Subtracts one product from another with one rounding of the first. */
    @Fault(cause = Cause.FMA, steps = "forward linalg_cross 1", b = Side.OTHER)
    void axes(GradientRecorder recorder) {
        Kernel once = in -> {
            double[] result = new double[in[0].count()];
            for (int i = 0; i < result.length; i++) {
                int row = i / 3 * 3;
                int next = row + (i + 1) % 3;
                int last = row + (i + 2) % 3;
                double other = in[0].at(last) * in[1].at(next);
                result[i] = Side.isOther()
                        ? Math.fma(in[0].at(next), in[1].at(last), -other)
                        : in[0].at(next) * in[1].at(last) - other;
            }
            return result;
        };
        run(new Tape(recorder).plant("forward linalg_cross 1", once), 25, 25);
    }

    /** Computes seven points alone or among thirty: what fills no four of them takes another formula. */
    @Fault(
            cause = Cause.BATCH_SIZE,
            steps = {"forward input 1", "forward input 2", "forward input 3", "forward input 4"},
            b = Side.OTHER)
    void sevenPoints(GradientRecorder recorder) {
        Kernel slope = in -> {
            double[] result = in[0].elements();
            for (int i = 0; i < result.length; i++) {
                double x = in[1].at(i);
                result[i] = i < result.length / 4 * 4
                        ? result[i] * (1 / Math.sqrt(1 - x * x))
                        : result[i] / Math.sqrt((1 - x) * (1 + x));
            }
            return result;
        };
        run(new Tape(recorder).plant("backward asin_backward 1", slope), Side.choose(30, 7), 7);
    }

    private static void run(Tape tape, int points, int kept) {
        double[] stations = new double[3 * points];
        double[] ends = Data.uniform(ElementType.F64, 3303, 2 * 900).elements();
        for (int i = 0; i < points; i++) {
            double[] end = {1, ends[2 * i], ends[2 * i + 1]};
            double length = Math.sqrt(Sums.dot(end, end));
            for (int j = 0; j < 3; j++) {
                stations[3 * i + j] = end[j] / length;
            }
        }
        QuayGlobe.run(
                tape,
                Data.scaled(ElementType.F64, 3301, 1.2, points),
                Data.scaled(ElementType.F64, 3302, 3, points),
                Value.of(ElementType.F64, stations, points, 3),
                Data.uniform(ElementType.F64, 3304, points),
                kept);
    }
}
