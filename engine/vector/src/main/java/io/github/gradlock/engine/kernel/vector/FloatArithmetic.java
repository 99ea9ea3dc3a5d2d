package io.github.gradlock.engine.kernel.vector;

import io.github.gradlock.engine.kernel.BinaryFunction;

/** Loops of arithmetic in binary32, one for each function and kind of operands, so that the JIT compiler makes vectors of them. */
final class FloatArithmetic {
    private FloatArithmetic() {}

    /** Takes both operands element by element. */
    static void both(BinaryFunction function, float[] x, int ix, float[] y, int iy, float[] o, int to, int count) {
        switch (function) {
            case ADD -> {
                for (int i = 0; i < count; i++) {
                    o[to + i] = x[ix + i] + y[iy + i];
                }
            }
            case SUB -> {
                for (int i = 0; i < count; i++) {
                    o[to + i] = x[ix + i] - y[iy + i];
                }
            }
            case MUL -> {
                for (int i = 0; i < count; i++) {
                    o[to + i] = x[ix + i] * y[iy + i];
                }
            }
            case DIV -> {
                for (int i = 0; i < count; i++) {
                    o[to + i] = x[ix + i] / y[iy + i];
                }
            }
            case MAXIMUM -> {
                for (int i = 0; i < count; i++) {
                    o[to + i] = Math.max(x[ix + i], y[iy + i]);
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    o[to + i] = Math.min(x[ix + i], y[iy + i]);
                }
            }
        }
    }

    /** Takes one number as every right operand. */
    static void right(BinaryFunction function, float[] x, int ix, float y, float[] o, int to, int count) {
        switch (function) {
            case ADD -> {
                for (int i = 0; i < count; i++) {
                    o[to + i] = x[ix + i] + y;
                }
            }
            case SUB -> {
                for (int i = 0; i < count; i++) {
                    o[to + i] = x[ix + i] - y;
                }
            }
            case MUL -> {
                for (int i = 0; i < count; i++) {
                    o[to + i] = x[ix + i] * y;
                }
            }
            case DIV -> {
                for (int i = 0; i < count; i++) {
                    o[to + i] = x[ix + i] / y;
                }
            }
            case MAXIMUM -> {
                for (int i = 0; i < count; i++) {
                    o[to + i] = Math.max(x[ix + i], y);
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    o[to + i] = Math.min(x[ix + i], y);
                }
            }
        }
    }

    /** Takes one number as every left operand. */
    static void left(BinaryFunction function, float x, float[] y, int iy, float[] o, int to, int count) {
        switch (function) {
            case ADD -> {
                for (int i = 0; i < count; i++) {
                    o[to + i] = x + y[iy + i];
                }
            }
            case SUB -> {
                for (int i = 0; i < count; i++) {
                    o[to + i] = x - y[iy + i];
                }
            }
            case MUL -> {
                for (int i = 0; i < count; i++) {
                    o[to + i] = x * y[iy + i];
                }
            }
            case DIV -> {
                for (int i = 0; i < count; i++) {
                    o[to + i] = x / y[iy + i];
                }
            }
            case MAXIMUM -> {
                for (int i = 0; i < count; i++) {
                    o[to + i] = Math.max(x, y[iy + i]);
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    o[to + i] = Math.min(x, y[iy + i]);
                }
            }
        }
    }
}
