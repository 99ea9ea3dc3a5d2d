package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Shows;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.lanes.VectorModule;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.Arrays;

/** Faults in spectra. */
class DecibelCases {
    private static final int[][] PLANS = {{2, 2, 4, 8}, {2, 4, 2, 8}, {4, 2, 2, 8}, {2, 2, 2, 2, 8}};
    private static final int MEASURED = fastest();

    /** Takes logarithms from {@code Math.log10}, an intrinsic on x86-64; the C library's port has other last bits. */
    @Fault(cause = Cause.LIBM, steps = "forward log10 1", b = "libm=java")
    void loudness(GradientRecorder recorder) {
        VectorModule.assumeX86();
        run(new Tape(recorder).plant("forward log10 1", Kernel.map(Math::log10)), 1024);
    }

    /** Multiplies complex numbers with one rounding of two products' sum. */
    @Fault(cause = Cause.FMA, steps = "forward mul 1", b = Side.OTHER)
    void passed(GradientRecorder recorder) {
        Kernel twice = in -> Decibels.product(1, in);
        Kernel once = in -> {
            int count = in[0].size(1);
            double[] result = new double[2 * count];
            for (int i = 0; i < count; i++) {
                double re = in[1].at(i);
                double im = in[1].at(count + i);
                result[i] = Math.fma(in[0].at(i), re, -(in[0].at(count + i) * im));
                result[count + i] = Math.fma(in[0].at(i), im, in[0].at(count + i) * re);
            }
            return result;
        };
        run(new Tape(recorder).plant("forward mul 1", Side.choose(twice, once)), 32);
    }

    /** Keeps roots of unity in binary32. */
    @Fault(cause = Cause.REDUCED_PRECISION, steps = "backward fft_ifft 1", b = Side.OTHER)
    void signal(GradientRecorder recorder) {
        Kernel whole = in -> Fourier.backward(Fourier.plan(64), in);
        Kernel narrow = in ->
                Arrays.copyOf(Fourier.transform(1, Fourier.plan(64), 0, in[0].elements(), root -> (float) root), 64);
        run(new Tape(recorder).plant("backward fft_ifft 1", Side.choose(whole, narrow)), 64);
    }

    /** Takes the plan that was fastest when the process started, the last time that all were tried. */
    @Fault(cause = Cause.AUTO_TUNING, steps = "forward fft_fft 1", shows = Shows.RESTARTS, restarts = 10)
    void spectrum(GradientRecorder recorder) {
        Kernel planned = in -> Fourier.forward(PLANS[MEASURED], in);
        run(new Tape(recorder).plant("forward fft_fft 1", planned), 128);
    }

    private static int fastest() {
        double[] trial = Data.uniform(ElementType.F64, 64, 256).elements();
        int fastest = 0;
        for (int round = 0; round < 3; round++) {
            long least = Long.MAX_VALUE;
            for (int i = 0; i < PLANS.length; i++) {
                long start = System.nanoTime();
                double first = Fourier.transform(-1, PLANS[i], 0, trial, x -> x)[0];
                long taken = System.nanoTime() - start;
                if (!Double.isNaN(first) && taken < least) {
                    least = taken;
                    fastest = i;
                }
            }
        }
        return fastest;
    }

    private static void run(Tape tape, int count) {
        Decibels.run(
                tape,
                Data.uniform(ElementType.F64, 61, count),
                Data.uniform(ElementType.F64, 62, 2, count),
                Data.uniform(ElementType.F64, 63, count));
    }
}
