package io.github.gradlock.engine.kernel.vector;

import io.github.gradlock.engine.kernel.BinaryFunction;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * Loops of arithmetic in binary32, one for each function and kind of operands; IEEE 754 fixes each result.
 *
 * <p>Written in vectors, since C2 leaves loops over arrays that begin at a variable index at a quarter of this speed.
 */
final class FloatArithmetic {
    private static final VectorSpecies<Float> SPECIES = Lanes.FLOATS;
    private static final int LENGTH = SPECIES.length();

    private FloatArithmetic() {}

    /** A loop over two operands that lie side by side. */
    interface Both {
        /** Sets {@code count} elements of {@code o} from those of {@code x} and {@code y}. */
        void run(float[] x, int ix, float[] y, int iy, float[] o, int to, int count);
    }

    /** A loop over an operand that lies side by side, and a number. */
    interface One {
        /** Sets {@code count} elements of {@code o} from those of {@code x} and a number. */
        void run(float[] x, int ix, float y, float[] o, int to, int count);
    }

    /** Returns the loop over two operands, or null if there is none. */
    static @Nullable Both both(BinaryFunction function) {
        return switch (function) {
            case ADD -> FloatArithmetic::add;
            case SUB -> FloatArithmetic::sub;
            case MUL -> FloatArithmetic::mul;
            case DIV -> FloatArithmetic::div;
            case MAXIMUM -> FloatArithmetic::maximum;
            case MINIMUM -> FloatArithmetic::minimum;
            default -> null;
        };
    }

    /** Returns the loop whose right operand is a number. */
    static @Nullable One right(BinaryFunction function) {
        return switch (function) {
            case ADD -> FloatArithmetic::add;
            case SUB -> FloatArithmetic::sub;
            case MUL -> FloatArithmetic::mul;
            case DIV -> FloatArithmetic::div;
            case MAXIMUM -> FloatArithmetic::maximum;
            case MINIMUM -> FloatArithmetic::minimum;
            default -> null;
        };
    }

    /** Returns the loop whose left operand is a number. */
    static @Nullable One left(BinaryFunction function) {
        return switch (function) {
            case ADD -> FloatArithmetic::add;
            case SUB -> FloatArithmetic::subFrom;
            case MUL -> FloatArithmetic::mul;
            case DIV -> FloatArithmetic::divFrom;
            case MAXIMUM -> FloatArithmetic::maximum;
            case MINIMUM -> FloatArithmetic::minimum;
            default -> null;
        };
    }

    private static void add(float[] x, int ix, float[] y, int iy, float[] o, int to, int count) {
        int i = 0;
        for (; i <= count - LENGTH; i += LENGTH) {
            FloatVector.fromArray(SPECIES, x, ix + i)
                    .add(FloatVector.fromArray(SPECIES, y, iy + i))
                    .intoArray(o, to + i);
        }
        for (; i < count; i++) {
            o[to + i] = x[ix + i] + y[iy + i];
        }
    }

    private static void sub(float[] x, int ix, float[] y, int iy, float[] o, int to, int count) {
        int i = 0;
        for (; i <= count - LENGTH; i += LENGTH) {
            FloatVector.fromArray(SPECIES, x, ix + i)
                    .sub(FloatVector.fromArray(SPECIES, y, iy + i))
                    .intoArray(o, to + i);
        }
        for (; i < count; i++) {
            o[to + i] = x[ix + i] - y[iy + i];
        }
    }

    private static void mul(float[] x, int ix, float[] y, int iy, float[] o, int to, int count) {
        int i = 0;
        for (; i <= count - LENGTH; i += LENGTH) {
            FloatVector.fromArray(SPECIES, x, ix + i)
                    .mul(FloatVector.fromArray(SPECIES, y, iy + i))
                    .intoArray(o, to + i);
        }
        for (; i < count; i++) {
            o[to + i] = x[ix + i] * y[iy + i];
        }
    }

    private static void div(float[] x, int ix, float[] y, int iy, float[] o, int to, int count) {
        int i = 0;
        for (; i <= count - LENGTH; i += LENGTH) {
            FloatVector.fromArray(SPECIES, x, ix + i)
                    .div(FloatVector.fromArray(SPECIES, y, iy + i))
                    .intoArray(o, to + i);
        }
        for (; i < count; i++) {
            o[to + i] = x[ix + i] / y[iy + i];
        }
    }

    private static void maximum(float[] x, int ix, float[] y, int iy, float[] o, int to, int count) {
        int i = 0;
        for (; i <= count - LENGTH; i += LENGTH) {
            FloatVector.fromArray(SPECIES, x, ix + i)
                    .max(FloatVector.fromArray(SPECIES, y, iy + i))
                    .intoArray(o, to + i);
        }
        for (; i < count; i++) {
            o[to + i] = Math.max(x[ix + i], y[iy + i]);
        }
    }

    private static void minimum(float[] x, int ix, float[] y, int iy, float[] o, int to, int count) {
        int i = 0;
        for (; i <= count - LENGTH; i += LENGTH) {
            FloatVector.fromArray(SPECIES, x, ix + i)
                    .min(FloatVector.fromArray(SPECIES, y, iy + i))
                    .intoArray(o, to + i);
        }
        for (; i < count; i++) {
            o[to + i] = Math.min(x[ix + i], y[iy + i]);
        }
    }

    private static void add(float[] x, int ix, float y, float[] o, int to, int count) {
        FloatVector number = FloatVector.broadcast(SPECIES, y);
        int i = 0;
        for (; i <= count - LENGTH; i += LENGTH) {
            FloatVector.fromArray(SPECIES, x, ix + i).add(number).intoArray(o, to + i);
        }
        for (; i < count; i++) {
            o[to + i] = x[ix + i] + y;
        }
    }

    private static void sub(float[] x, int ix, float y, float[] o, int to, int count) {
        FloatVector number = FloatVector.broadcast(SPECIES, y);
        int i = 0;
        for (; i <= count - LENGTH; i += LENGTH) {
            FloatVector.fromArray(SPECIES, x, ix + i).sub(number).intoArray(o, to + i);
        }
        for (; i < count; i++) {
            o[to + i] = x[ix + i] - y;
        }
    }

    private static void mul(float[] x, int ix, float y, float[] o, int to, int count) {
        FloatVector number = FloatVector.broadcast(SPECIES, y);
        int i = 0;
        for (; i <= count - LENGTH; i += LENGTH) {
            FloatVector.fromArray(SPECIES, x, ix + i).mul(number).intoArray(o, to + i);
        }
        for (; i < count; i++) {
            o[to + i] = x[ix + i] * y;
        }
    }

    private static void div(float[] x, int ix, float y, float[] o, int to, int count) {
        FloatVector number = FloatVector.broadcast(SPECIES, y);
        int i = 0;
        for (; i <= count - LENGTH; i += LENGTH) {
            FloatVector.fromArray(SPECIES, x, ix + i).div(number).intoArray(o, to + i);
        }
        for (; i < count; i++) {
            o[to + i] = x[ix + i] / y;
        }
    }

    private static void maximum(float[] x, int ix, float y, float[] o, int to, int count) {
        FloatVector number = FloatVector.broadcast(SPECIES, y);
        int i = 0;
        for (; i <= count - LENGTH; i += LENGTH) {
            FloatVector.fromArray(SPECIES, x, ix + i).max(number).intoArray(o, to + i);
        }
        for (; i < count; i++) {
            o[to + i] = Math.max(x[ix + i], y);
        }
    }

    private static void minimum(float[] x, int ix, float y, float[] o, int to, int count) {
        FloatVector number = FloatVector.broadcast(SPECIES, y);
        int i = 0;
        for (; i <= count - LENGTH; i += LENGTH) {
            FloatVector.fromArray(SPECIES, x, ix + i).min(number).intoArray(o, to + i);
        }
        for (; i < count; i++) {
            o[to + i] = Math.min(x[ix + i], y);
        }
    }

    private static void subFrom(float[] x, int ix, float y, float[] o, int to, int count) {
        FloatVector number = FloatVector.broadcast(SPECIES, y);
        int i = 0;
        for (; i <= count - LENGTH; i += LENGTH) {
            number.sub(FloatVector.fromArray(SPECIES, x, ix + i)).intoArray(o, to + i);
        }
        for (; i < count; i++) {
            o[to + i] = y - x[ix + i];
        }
    }

    private static void divFrom(float[] x, int ix, float y, float[] o, int to, int count) {
        FloatVector number = FloatVector.broadcast(SPECIES, y);
        int i = 0;
        for (; i <= count - LENGTH; i += LENGTH) {
            number.div(FloatVector.fromArray(SPECIES, x, ix + i)).intoArray(o, to + i);
        }
        for (; i < count; i++) {
            o[to + i] = y / x[ix + i];
        }
    }
}
