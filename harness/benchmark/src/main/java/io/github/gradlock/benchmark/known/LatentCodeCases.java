package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Shows;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.Random;

/** Faults in a variational autoencoder. */
class LatentCodeCases {
    private static final double[] DRAWN =
            new Random().doubles(9 * 3).map(u -> 4 * u - 2).toArray();

    /** Spreads codes around their means with one rounding where there would be two. */
    @Fault(cause = Cause.FMA, steps = "forward addcmul 1", b = Side.OTHER)
    void spreadCodes(GradientRecorder recorder) {
        Kernel twice = in -> {
            double[] codes = in[0].elements();
            for (int i = 0; i < codes.length; i++) {
                codes[i] = (float) in[1].at(i) * (float) in[2].at(i) + (float) codes[i];
            }
            return codes;
        };
        Kernel once = in -> {
            double[] codes = in[0].elements();
            for (int i = 0; i < codes.length; i++) {
                codes[i] = Math.fma((float) in[1].at(i), (float) in[2].at(i), (float) codes[i]);
            }
            return codes;
        };
        Tape tape = new Tape(recorder).plant("forward addcmul 1", Side.choose(twice, once));
        run(tape, Data.scaled(ElementType.F32, 283, 2, 25, 4));
    }

    /** Draws what codes are spread by once when the process starts, without a seed. */
    @Fault(cause = Cause.RANDOM, steps = "forward input 3", shows = Shows.RESTARTS, restarts = 2)
    void keptSpread(GradientRecorder recorder) {
        run(new Tape(recorder), Value.of(ElementType.F64, DRAWN, 9, 3));
    }

    /** Leaves the one out that is subtracted from the variance. */
    @Fault(cause = Cause.BUG, steps = "backward sub 1", b = Side.OTHER)
    void excess(GradientRecorder recorder) {
        Kernel whole = Kernel.map(a -> a - 1);
        Kernel part = Kernel.map(a -> a);
        Tape tape = new Tape(recorder).plant("backward sub 1", Side.choose(whole, part));
        run(tape, Data.uniform(ElementType.F32, 283, 6, 5));
    }

    private static void run(Tape tape, Value e) {
        LatentCodes.run(
                tape,
                Data.uniform(e.type(), 281, e.shape()),
                Data.uniform(e.type(), 282, e.shape()),
                e,
                Data.uniform(e.type(), 284, e.size(1), 8),
                Data.uniform(e.type(), 285, e.size(0), 8));
    }
}
