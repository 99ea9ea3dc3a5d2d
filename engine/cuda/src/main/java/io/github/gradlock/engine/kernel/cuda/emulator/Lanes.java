package io.github.gradlock.engine.kernel.cuda.emulator;

import io.github.gradlock.engine.kernel.cuda.emulator.Operation.Step;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/** Steps that compute each lane by itself from its registers. */
final class Lanes {
    /** A function of three numbers. */
    @FunctionalInterface
    interface Ternary {
        long apply(long a, long b, long c);
    }

    private Lanes() {}

    static Step of(int d, int a, LongUnaryOperator f) {
        int to = d * Warp.LANES;
        int from = a * Warp.LANES;
        return (warp, lanes) -> {
            long[] r = warp.registers;
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
        };
    }

    static Step of(int d, int a, int b, LongBinaryOperator f) {
        int to = d * Warp.LANES;
        int first = a * Warp.LANES;
        int second = b * Warp.LANES;
        return (warp, lanes) -> {
            long[] r = warp.registers;
            if (lanes == -1) {
                for (int lane = 0; lane < Warp.LANES; lane++) {
                    r[to + lane] = f.applyAsLong(r[first + lane], r[second + lane]);
                }
                return;
            }
            for (int rest = lanes; rest != 0; rest &= rest - 1) {
                int lane = Integer.numberOfTrailingZeros(rest);
                r[to + lane] = f.applyAsLong(r[first + lane], r[second + lane]);
            }
        };
    }

    static Step of(int d, int a, int b, int c, Ternary f) {
        int to = d * Warp.LANES;
        int first = a * Warp.LANES;
        int second = b * Warp.LANES;
        int third = c * Warp.LANES;
        return (warp, lanes) -> {
            long[] r = warp.registers;
            for (int rest = lanes; rest != 0; rest &= rest - 1) {
                int lane = Integer.numberOfTrailingZeros(rest);
                r[to + lane] = f.apply(r[first + lane], r[second + lane], r[third + lane]);
            }
        };
    }
}
