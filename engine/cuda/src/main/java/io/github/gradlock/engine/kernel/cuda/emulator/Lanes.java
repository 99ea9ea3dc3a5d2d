package io.github.gradlock.engine.kernel.cuda.emulator;

import io.github.gradlock.engine.kernel.cuda.emulator.Operation.Step;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/** Steps that compute each lane by itself from its registers. */
final class Lanes {
    private static final LoopClasses UNARY = new LoopClasses(UnaryLoop.class, LongUnaryOperator.class);
    private static final LoopClasses BINARY = new LoopClasses(BinaryLoop.class, LongBinaryOperator.class);
    private static final LoopClasses TERNARY = new LoopClasses(TernaryLoop.class, Ternary.class);

    /** A function of three numbers. */
    @FunctionalInterface
    interface Ternary {
        long apply(long a, long b, long c);
    }

    private Lanes() {}

    static Step of(int d, int a, LongUnaryOperator f) {
        return UNARY.loop(f, d, a);
    }

    static Step of(int d, int a, int b, LongBinaryOperator f) {
        return BINARY.loop(f, d, a, b);
    }

    static Step of(int d, int a, int b, int c, Ternary f) {
        return TERNARY.loop(f, d, a, b, c);
    }
}
