package io.github.gradlock.engine.kernel.cuda.emulator;

import io.github.gradlock.engine.kernel.cuda.emulator.Operation.Step;
import java.util.function.LongBinaryOperator;

/** Applies a function of two registers to lanes; {@link LoopClasses} makes a class of it for each function. */
final class BinaryLoop implements Step {
    private final LongBinaryOperator f;
    private final int[] slots;

    BinaryLoop(LongBinaryOperator f, int[] slots) {
        this.f = f;
        this.slots = slots;
    }

    @Override
    public void run(Warp warp, int lanes) {
        long[] r = warp.registers;
        int to = slots[0] * Warp.LANES;
        int a = slots[1] * Warp.LANES;
        int b = slots[2] * Warp.LANES;
        if (lanes == -1) {
            for (int lane = 0; lane < Warp.LANES; lane++) {
                r[to + lane] = f.applyAsLong(r[a + lane], r[b + lane]);
            }
            return;
        }
        for (int rest = lanes; rest != 0; rest &= rest - 1) {
            int lane = Integer.numberOfTrailingZeros(rest);
            r[to + lane] = f.applyAsLong(r[a + lane], r[b + lane]);
        }
    }
}
