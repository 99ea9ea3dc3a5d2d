package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Faults in cosines and how far they are from targets. */
class CosineCases {
    /** Forgets to divide by the width of the square part. */
    @Fault(cause = Cause.BUG, steps = "backward smooth_l1_loss_backward 1", b = Side.OTHER)
    void nearTargets(GradientRecorder recorder) {
        Kernel right = Kernel.map(a -> Math.max(-1, Math.min(1, a / Cosines.BETA)));
        Kernel wrong = Kernel.map(a -> Math.abs(a) < Cosines.BETA ? a : Math.signum(a));
        Tape tape = new Tape(recorder).plant("backward smooth_l1_loss_backward 1", Side.choose(right, wrong));
        run(tape, ElementType.F64, 25, 3);
    }

    /** Leaves what is not in the square part as it was in memory that errors had taken before. */
    @Fault(cause = Cause.STALE_MEMORY, steps = "backward smooth_l1_loss_backward 1", b = Side.OTHER)
    void farTargets(GradientRecorder recorder) {
        double[] left = new double[18];
        Kernel cosine = in -> {
            double[] result = Kernel.zip((a, b) -> a / Math.max(b, 1e-8)).apply(in);
            System.arraycopy(result, 0, left, 0, left.length);
            return result;
        };
        Kernel whole = Kernel.map(a -> Math.max(-1, Math.min(1, a / Cosines.BETA)));
        Kernel part = in -> {
            double[] result = Value.of(in[0].type(), left, 18).elements();
            for (int i = 0; i < result.length; i++) {
                result[i] = Math.abs(in[0].at(i)) < Cosines.BETA ? in[0].at(i) / Cosines.BETA : result[i];
            }
            return result;
        };
        Tape tape = new Tape(recorder)
                .plant("forward div 1", cosine)
                .plant("backward smooth_l1_loss_backward 1", Side.choose(whole, part));
        run(tape, ElementType.F32, 18, 6);
    }

    /** Computes five pairs of rows alone or among forty: few and long rows are added up in four parts. */
    @Fault(
            cause = Cause.BATCH_SIZE,
            steps = {"forward input 1", "forward input 2", "forward input 3"},
            b = Side.OTHER)
    void fivePairs(GradientRecorder recorder) {
        Kernel sum = in -> Kernel.rows(row -> in[0].size(0) < 16 ? quarters(row) : Sums.sum(row))
                .apply(in);
        int pairs = Side.choose(40, 5);
        double[] x = Data.uniform(ElementType.F64, 131, 40, 64).elements();
        double[] y = Data.uniform(ElementType.F64, 132, 40, 64).elements();
        double[] target = Data.uniform(ElementType.F64, 133, 40).elements();
        Cosines.run(
                new Tape(recorder).plant("forward sum 1", sum).plant("forward sum 2", sum),
                Value.of(ElementType.F64, Arrays.copyOf(x, pairs * 64), pairs, 64),
                Value.of(ElementType.F64, Arrays.copyOf(y, pairs * 64), pairs, 64),
                Value.of(ElementType.F64, Arrays.copyOf(target, pairs), pairs),
                5);
    }

    private static double quarters(double... x) {
        double[] sums = new double[4];
        for (int i = 0; i < 4; i++) {
            sums[i] = Sums.sum(Arrays.copyOfRange(x, i * x.length / 4, (i + 1) * x.length / 4));
        }
        return sums[0] + sums[1] + (sums[2] + sums[3]);
    }

    /** Walks losses by name in a {@link HashMap}, where the other build keeps the order in which they came. */
    @Fault(cause = Cause.HASH_ORDER, steps = "forward mean 1", b = Side.OTHER)
    void namedLosses(GradientRecorder recorder) {
        Kernel mean = Kernel.total(x -> {
            Map<String, Double> named = Side.isOther() ? new HashMap<>() : new LinkedHashMap<>();
            for (int i = 0; i < x.length; i++) {
                named.put("pair/" + i + "/loss", x[i]);
            }
            float sum = 0;
            for (double each : named.values()) {
                sum += (float) each;
            }
            return sum / x.length;
        });
        run(new Tape(recorder).plant("forward mean 1", mean), ElementType.F32, 85, 4);
    }

    /** Halves a sum until there is a part for each processor. */
    @Fault(cause = Cause.THREADS, steps = "forward mean 1", a = "threads=1", b = "threads=8")
    void meanErrorOfPairs(GradientRecorder recorder) {
        int processors = Runtime.getRuntime().availableProcessors();
        Kernel mean = Kernel.total(x -> halved(processors, x) / x.length);
        run(new Tape(recorder).plant("forward mean 1", mean), ElementType.F64, 300, 2);
    }

    private static double halved(int parts, double... x) {
        if (parts < 2) {
            return Sums.sum(x);
        }
        double[] left = Arrays.copyOf(x, x.length / 2);
        double[] right = Arrays.copyOfRange(x, x.length / 2, x.length);
        return halved(parts / 2, left) + halved(parts - parts / 2, right);
    }

    private static void run(Tape tape, ElementType type, int pairs, int width) {
        Cosines.run(
                tape,
                Data.uniform(type, 131, pairs, width),
                Data.uniform(type, 132, pairs, width),
                Data.uniform(type, 133, pairs),
                pairs);
    }
}
