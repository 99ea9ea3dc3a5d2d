package io.github.gradlock.engine.kernel.cuda.emulator;

import io.github.gradlock.engine.kernel.cuda.emulator.Lanes.Ternary;
import io.github.gradlock.engine.kernel.cuda.emulator.Operation.Step;

/** Applies a function of three registers to lanes; {@link LoopClasses} makes a class of it for each function. */
final class TernaryLoop implements Step {
    private final Ternary f;
    private final int[] slots;

    TernaryLoop(Ternary f, int[] slots) {
        this.f = f;
        this.slots = slots;
    }

    @Override
    public void run(Warp warp, int lanes) {
        long[] r = warp.registers;
        int to = slots[0] * Warp.LANES;
        int a = slots[1] * Warp.LANES;
        int b = slots[2] * Warp.LANES;
        int c = slots[3] * Warp.LANES;
        if (lanes == -1) {
            for (int lane = 0; lane < Warp.LANES; lane++) {
                r[to + lane] = f.apply(r[a + lane], r[b + lane], r[c + lane]);
            }
            return;
        }
        for (int rest = lanes; rest != 0; rest &= rest - 1) {
            int lane = Integer.numberOfTrailingZeros(rest);
            r[to + lane] = f.apply(r[a + lane], r[b + lane], r[c + lane]);
        }
    }
}
