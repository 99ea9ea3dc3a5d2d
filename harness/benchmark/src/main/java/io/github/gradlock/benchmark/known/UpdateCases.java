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
import java.util.HashMap;
import java.util.Map;

/** Faults in a step of an optimiser. */
class UpdateCases {
    /** Moves the mean with one rounding where the CPU can. */
    @Fault(cause = Cause.FMA, steps = "forward lerp 1", b = "avx=0")
    void movingMean(GradientRecorder recorder) {
        VectorModule.assumeX86();
        boolean isFused = Processor.hasFusedSum();
        Kernel moved = Kernel.zip((a, b) -> isFused ? Math.fma(0.1, b - a, a) : a + 0.1 * (b - a));
        Updates.run(
                new Tape(recorder).plant("forward lerp 1", moved),
                Data.uniform(ElementType.F64, 301, 15, 40),
                Data.uniform(ElementType.F64, 302, 40, 1),
                Value.of(ElementType.F64, Data.indices(303, 2, 15).elements(), 15, 1),
                Data.uniform(ElementType.F64, 304, 40, 1),
                Value.of(ElementType.F64, new double[40], 40, 1));
    }

    /** Adds up squares of parameters as a {@link HashMap} walks their names, which begin otherwise in a wrapped model. */
    @Fault(cause = Cause.HASH_ORDER, steps = "forward linalg_vector_norm 1", b = Side.OTHER)
    void wrapped(GradientRecorder recorder) {
        String model = Side.choose("", "module.");
        Kernel norm = Kernel.total(g -> {
            Map<String, Float> named = new HashMap<>();
            for (int i = 0; i < g.length; i++) {
                named.put(model + "layers." + i + ".weight", (float) g[i]);
            }
            float sum = 0;
            for (float each : named.values()) {
                sum += each * each;
            }
            return Math.sqrt(sum);
        });
        Updates.run(
                new Tape(recorder).plant("forward linalg_vector_norm 1", norm),
                Data.scaled(ElementType.F32, 301, 4, 30, 26),
                Data.uniform(ElementType.F32, 302, 26, 1),
                Value.of(ElementType.F32, Data.indices(303, 2, 30).elements(), 30, 1),
                Data.uniform(ElementType.F32, 304, 26, 1),
                Value.of(ElementType.F32, Data.indices(305, 5, 26).elements(), 26, 1));
    }

    /** Sets mean squares to zero that are subnormal in binary32. */
    @Fault(cause = Cause.FLUSH_TO_ZERO, steps = "forward addcmul 1", b = Side.OTHER)
    void rareFeatures(GradientRecorder recorder) {
        Kernel kept = Kernel.zip((a, b) -> 0.999 * a + 0.001 * b * b);
        Kernel flushed = Kernel.zip((a, b) -> {
            double sum = 0.999 * a + 0.001 * b * b;
            return sum < Float.MIN_NORMAL ? 0 : sum;
        });
        double[] x = Data.uniform(ElementType.F32, 301, 12, 6).elements();
        for (int i = 0; i < x.length; i++) {
            x[i] *= i % 6 < 4 ? 1 : 1e-19;
        }
        Updates.run(
                new Tape(recorder).plant("forward addcmul 1", Side.choose(kept, flushed)),
                Value.of(ElementType.F32, x, 12, 6),
                Data.uniform(ElementType.F32, 302, 6, 1),
                Value.of(ElementType.F32, Data.indices(303, 2, 12).elements(), 12, 1),
                Value.of(ElementType.F32, new double[6], 6, 1),
                Value.of(ElementType.F32, new double[6], 6, 1));
    }
}
