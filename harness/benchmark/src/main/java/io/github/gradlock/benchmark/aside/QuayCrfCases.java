package io.github.gradlock.benchmark.aside;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Shows;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.benchmark.lanes.MoreLanes;
import io.github.gradlock.benchmark.lanes.VectorModule;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.HashSet;
import java.util.Set;
import java.util.function.DoubleSupplier;

/** Faults in a chain of labels. */
class QuayCrfCases {
    /** Adds up in as many lanes as the CPU's vectors have, two vectors at a time. */
    @Fault(cause = Cause.VECTOR_WIDTH, steps = "backward sum 2", b = "avx=0")
    void firstLabel(GradientRecorder recorder) {
        VectorModule.assumePresent();
        Kernel sums = Kernel.rows(x -> {
            float[] single = new float[x.length];
            for (int i = 0; i < x.length; i++) {
                single[i] = (float) x[i];
            }
            return MoreLanes.sum(single);
        });
        run(new Tape(recorder).plant("backward sum 2", sums), ElementType.F32, 90);
    }

    /** Adds up what a set of callbacks yields, which have no hash but their identity's. */
    @Fault(cause = Cause.HASH_ORDER, steps = "backward sum 1", shows = Shows.ITERATIONS, iterations = 6)
    void secondLabel(GradientRecorder recorder) {
        Kernel sums = Kernel.rows(x -> {
            Set<DoubleSupplier> terms = new HashSet<>();
            for (double each : x) {
                terms.add(() -> each);
            }
            double sum = 0;
            for (DoubleSupplier term : terms) {
                sum += term.getAsDouble();
            }
            return sum;
        });
        run(new Tape(recorder).plant("backward sum 1", sums), ElementType.F64, 26);
    }

    /** Computes what all chains weigh in single precision. */
    @Fault(cause = Cause.REDUCED_PRECISION, steps = "forward logsumexp 2", b = Side.OTHER)
    void secondTotals(GradientRecorder recorder) {
        Kernel chosen = Kernel.columns(x -> {
            double max = Sums.max(x);
            double[] powers = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                powers[i] = Side.isOther() ? (float) StrictMath.exp((float) (x[i] - max)) : StrictMath.exp(x[i] - max);
            }
            return Side.isOther()
                    ? (float) max + (float) StrictMath.log(Sums.singleSum(powers))
                    : max + StrictMath.log(Sums.sum(powers));
        });
        run(new Tape(recorder).plant("forward logsumexp 2", chosen), ElementType.F64, 8);
    }

    private static void run(Tape tape, ElementType type, int labels) {
        double[] right = new double[3 * labels];
        for (int i = 0; i < 3; i++) {
            right[i * labels + (3 * i + 1) % labels] = 1;
        }
        QuayCrf.run(
                tape,
                Data.scaled(type, 3401, 2, 3, labels),
                Data.scaled(type, 3402, 1.5, labels, labels),
                Value.of(type, right, 3, labels));
    }
}
