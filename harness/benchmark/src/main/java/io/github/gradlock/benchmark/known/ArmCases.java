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
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/** Faults in a jointed arm. */
class ArmCases {
    /** Takes bearings in binary32 from a library of its own (Cephes 1984). */
    @Fault(cause = Cause.LIBM, steps = "forward atan2 1", b = Side.OTHER)
    void bearings(GradientRecorder recorder) {
        Kernel own = Kernel.zip((y, x) -> {
            float quotient = (float) y / (float) x;
            float turn = x >= 0 ? 0 : y >= 0 ? (float) Math.PI : -(float) Math.PI;
            return turn + Math.copySign(atan(Math.abs(quotient)), quotient);
        });
        Kernel usual = Kernel.zip(StrictMath::atan2);
        run(new Tape(recorder).plant("forward atan2 1", Side.choose(usual, own)), ElementType.F32, 55, 3);
    }

    private static float atan(float slope) {
        boolean isSteep = slope > 2.414213562373095f;
        boolean isMiddle = !isSteep && slope > 0.4142135623730950f;
        float x = isSteep ? -1 / slope : isMiddle ? (slope - 1) / (slope + 1) : slope;
        float z = x * x;
        float p = ((8.05374449538e-2f * z - 1.38776856032e-1f) * z + 1.99777106478e-1f) * z - 3.33329491539e-1f;
        float from = (float) (isSteep ? Math.PI / 2 : isMiddle ? Math.PI / 4 : 0);
        return from + (p * z * x + x);
    }

    /** Takes cosines from {@code Math.cos}, an intrinsic on x86-64; the C library's port has other last bits. */
    @Fault(cause = Cause.LIBM, steps = "forward cos 1", a = "libm=java", b = "libm=intrinsic")
    void elbows(GradientRecorder recorder) {
        VectorModule.assumeX86();
        run(new Tape(recorder).plant("forward cos 1", Kernel.map(Math::cos)), ElementType.F64, 160, 6);
    }

    /** Adds products with one rounding where the CPU can. */
    @Fault(cause = Cause.FMA, steps = "forward matmul 1", b = "-XX:-UseFMA")
    void reach(GradientRecorder recorder) {
        VectorModule.assumeX86();
        boolean isFused = Processor.hasFusedSum();
        Kernel product = Kernel.matmul((x, y) -> {
            double sum = 0;
            for (int i = x.length - 1; i >= 0; i--) {
                sum = isFused ? Math.fma(x[i], y[i], sum) : x[i] * y[i] + sum;
            }
            return sum;
        });
        run(new Tape(recorder).plant("forward matmul 1", product), ElementType.F64, 24, 7);
    }

    /** Writes lengths with the digits of the language, and reads what is a number in Latin digits, else 1. */
    @Fault(cause = Cause.TEXT, steps = "forward input 2", b = "-Duser.language=fa")
    void bars(GradientRecorder recorder) {
        double[] read = Arrays.stream(new double[] {1.25, 0.875, 1.5, 0.625})
                // The default language is the fault.
                .mapToObj(length -> String.format(Locale.getDefault(), "%.3f", length))
                .map(Pattern.compile("[0-9]+[.][0-9]+")::matcher)
                .mapToDouble(number -> number.matches() ? Double.parseDouble(number.group()) : 1)
                .toArray();
        Arm.run(
                new Tape(recorder),
                Data.uniform(ElementType.F32, 281, 7, 4),
                Value.of(ElementType.F32, read, 4, 1),
                Data.uniform(ElementType.F32, 283, 7, 1));
    }

    /** Takes the derivative of the cosine for the sine, without its sign. */
    @Fault(cause = Cause.BUG, steps = "backward sub 1", b = Side.OTHER)
    void joints(GradientRecorder recorder) {
        Kernel right = Kernel.zip((a, b) -> a - b);
        Kernel wrong = Kernel.zip((a, b) -> a + b);
        run(new Tape(recorder).plant("backward sub 1", Side.choose(right, wrong)), ElementType.F64, 9, 3);
    }

    private static void run(Tape tape, ElementType type, int poses, int joints) {
        double[] lengths = Data.uniform(type, 282, joints).elements();
        Arm.run(
                tape,
                Data.scaled(type, 281, 2, poses, joints),
                Value.of(type, Arrays.stream(lengths).map(x -> 1 + x / 2).toArray(), joints, 1),
                Data.uniform(type, 283, poses, 1));
    }
}
