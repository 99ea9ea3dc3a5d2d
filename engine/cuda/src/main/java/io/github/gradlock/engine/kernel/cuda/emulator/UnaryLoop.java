package io.github.gradlock.engine.kernel.cuda.emulator;

import io.github.gradlock.engine.kernel.cuda.emulator.Operation.Step;
import java.util.function.LongUnaryOperator;

/** Applies a function of one register to lanes; {@link LoopClasses} makes a class of it for each function. */
final class UnaryLoop implements Step {
    private final LongUnaryOperator f;
    private final int[] slots;

    UnaryLoop(LongUnaryOperator f, int[] slots) {
        this.f = f;
        this.slots = slots;
    }

    @Override
    public void run(Warp warp, int lanes) {
        long[] r = warp.registers;
        int to = slots[0] * Warp.LANES;
        int from = slots[1] * Warp.LANES;
        if (lanes == -1) {
            for (int lane = 0; lane < Warp.LANES; lane++) {
                r[to + lane] = f.applyAsLong(r[from + lane]);
            }
            return;
        }
        for (int rest = lanes; rest != 0; rest &= rest - 1) {
            int lane = Integer.numberOfTrailingZeros(rest);
            r[to + lane] = f.applyAsLong(r[from + lane]);
        }
    }
}
