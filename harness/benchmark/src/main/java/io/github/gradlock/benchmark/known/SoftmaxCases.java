package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.benchmark.graph.SoftmaxRegression;
import io.github.gradlock.benchmark.lanes.Lanes;
import io.github.gradlock.benchmark.lanes.VectorModule;
import io.github.gradlock.benchmark.lanes.WarmUp;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.Arrays;

/** Faults in a linear classifier. */
class SoftmaxCases {
    private static final WarmUp EXP = new WarmUp();

    /** Takes exponentials from {@code Math.exp}, an intrinsic on x86-64; the C library's port has other last bits. */
    @Fault(cause = Cause.LIBM, steps = "forward exp 1", b = "libm=java")
    void wideClasses(GradientRecorder recorder) {
        VectorModule.assumeX86();
        Tape tape = new Tape(recorder).plant("forward exp 1", Kernel.map(Math::exp));
        run(tape, ElementType.F64, 24, 10, 32);
    }

    /** Takes exponentials from the Vector API: compiled, it calls a vector library; interpreted, {@code Math.exp}. */
    @Fault(cause = Cause.JIT, steps = "forward exp 1", b = "jit=int")
    void narrowClasses(GradientRecorder recorder) {
        VectorModule.assumeMathLibrary();
        Kernel exp = inputs -> {
            double[] padded = Arrays.copyOf(inputs[0].elements(), (inputs[0].count() + 7) / 8 * 8);
            EXP.until(() -> Lanes.exp(padded));
            return Arrays.copyOf(Lanes.exp(padded), inputs[0].count());
        };
        run(new Tape(recorder).plant("forward exp 1", exp), ElementType.F64, 400, 6, 8);
    }

    /** Sets subnormal exponentials to zero, as code built with fast-math does. */
    @Fault(cause = Cause.FLUSH_TO_ZERO, steps = "forward exp 1", b = Side.OTHER)
    void unlikelyClass(GradientRecorder recorder) {
        Kernel kept = Kernel.map(StrictMath::exp);
        Kernel flushed = Kernel.map(x -> {
            double y = StrictMath.exp(x);
            return y < Float.MIN_NORMAL ? 0 : y;
        });
        Tape tape = new Tape(recorder).plant("forward exp 1", Side.choose(kept, flushed));
        double[] x = Data.uniform(ElementType.F32, 5, 12, 4).elements();
        double[] w = Data.uniform(ElementType.F32, 6, 4, 4).elements();
        for (int i = 0; i < x.length; i++) {
            x[i] = 1 + Math.abs(x[i]) / 64;
        }
        for (int i = 3; i < w.length; i += 4) {
            w[i] = -22.4;
        }
        SoftmaxRegression.run(
                tape, Value.of(ElementType.F32, x, 12, 4), Value.of(ElementType.F32, w, 4, 4), hot(12, 3, 4));
    }

    /** Multiplies matrices of binary64 in binary32. */
    @Fault(cause = Cause.REDUCED_PRECISION, steps = "backward matmul 2", b = Side.OTHER)
    void sampleGradient(GradientRecorder recorder) {
        Kernel single = Kernel.matmul(Sums::singleDot);
        Tape tape = new Tape(recorder).plant("backward matmul 2", Side.choose(Kernel.matmul(Sums::dot), single));
        run(tape, ElementType.F64, 16, 12, 7);
    }

    private static void run(Tape tape, ElementType type, int samples, int features, int classes) {
        Value x = Data.scaled(type, 1, 3, samples, features);
        Value w = Data.uniform(type, 2, features, classes);
        Value target = hot(samples, classes, classes);
        SoftmaxRegression.run(tape, x, w, Value.of(type, target.elements(), samples, classes));
    }

    /** Returns the classes of samples as probabilities 0 and 1, {@code [samples, width]}; only the first {@code classes} occur. */
    private static Value hot(int samples, int classes, int width) {
        double[] target = new double[samples * width];
        for (int i = 0; i < samples; i++) {
            target[i * width + (5 * i + 1) % classes] = 1;
        }
        return Value.of(ElementType.F32, target, samples, width);
    }
}
