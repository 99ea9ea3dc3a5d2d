package io.github.gradlock.engine.kernel.vector;

import io.github.gradlock.engine.kernel.BinaryFunction;
import java.util.Arrays;
import java.util.function.Consumer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
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

    /**
     * A function of this table.
     *
     * @param both the loop over two operands
     * @param right the loop whose right operand is a number
     * @param left the loop whose left operand is a number, which it takes second
     * @param warmth of the first of these
     * @param warmthOfOne of the other two
     */
    record Entry(Both both, One right, One left, Warmth warmth, Warmth warmthOfOne) {
        Entry(Both both, One right, One left) {
            this(both, right, left, warmth(x -> both.run(x, 0, x, 0, x, 0, PIECE)), warmth(x -> {
                right.run(x, 0, 1, x, 0, PIECE);
                left.run(x, 0, 1, x, 0, PIECE);
            }));
        }

        private static Warmth warmth(Consumer<float[]> loop) {
            return new Warmth(() -> loop.accept(new float[PIECE]), 2 * PIECE);
        }
    }

    /** Elements, with a rest, so that no branch is new to the compiler later. */
    private static final int PIECE = 1027;

    private static final @Nullable Entry[] TABLE = table();

    /** Returns the entry of a function, or null if it has none here. */
    static @Nullable Entry of(BinaryFunction function) {
        return TABLE[function.ordinal()];
    }

    private static @Nullable Entry[] table() {
        @Nullable Entry[] table = new Entry[BinaryFunction.values().length];
        for (BinaryFunction function : BinaryFunction.values()) {
            table[function.ordinal()] = switch (function) {
                case ADD -> new Entry(FloatArithmetic::add, FloatArithmetic::add, FloatArithmetic::add);
                case SUB -> new Entry(FloatArithmetic::sub, FloatArithmetic::sub, FloatArithmetic::subFrom);
                case MUL -> new Entry(FloatArithmetic::mul, FloatArithmetic::mul, FloatArithmetic::mul);
                case DIV -> new Entry(FloatArithmetic::div, FloatArithmetic::div, FloatArithmetic::divFrom);
                case MAXIMUM -> new Entry(FloatArithmetic::maximum, FloatArithmetic::maximum, FloatArithmetic::maximum);
                case MINIMUM -> new Entry(FloatArithmetic::minimum, FloatArithmetic::minimum, FloatArithmetic::minimum);
                case GATE -> new Entry(FloatArithmetic::gate, FloatArithmetic::gate, FloatArithmetic::gateOf);
                default -> null;
            };
        }
        return table;
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

    private static void gate(float[] x, int ix, float[] y, int iy, float[] o, int to, int count) {
        int i = 0;
        for (; i <= count - LENGTH; i += LENGTH) {
            FloatVector gate = FloatVector.fromArray(SPECIES, y, iy + i);
            FloatVector.fromArray(SPECIES, x, ix + i)
                    .blend(0, gate.compare(VectorOperators.LE, 0))
                    .intoArray(o, to + i);
        }
        for (; i < count; i++) {
            o[to + i] = y[iy + i] <= 0 ? 0 : x[ix + i];
        }
    }

    /** One gate for all. */
    private static void gate(float[] x, int ix, float y, float[] o, int to, int count) {
        if (y <= 0) {
            Arrays.fill(o, to, to + count, 0);
        } else {
            System.arraycopy(x, ix, o, to, count);
        }
    }

    /** A gate for each of many times the same number. */
    private static void gateOf(float[] x, int ix, float y, float[] o, int to, int count) {
        FloatVector number = FloatVector.broadcast(SPECIES, y);
        int i = 0;
        for (; i <= count - LENGTH; i += LENGTH) {
            number.blend(0, FloatVector.fromArray(SPECIES, x, ix + i).compare(VectorOperators.LE, 0))
                    .intoArray(o, to + i);
        }
        for (; i < count; i++) {
            o[to + i] = x[ix + i] <= 0 ? 0 : y;
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
