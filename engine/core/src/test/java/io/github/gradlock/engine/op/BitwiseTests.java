package io.github.gradlock.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import org.junit.jupiter.api.Test;

class BitwiseTests {
    private static final Tensor A = Tensors.of(new long[] {0b1100, -1, 5});
    private static final Tensor B = Tensors.of(new long[] {0b1010, 6, 0});

    @Test
    void bitsOfIntegersCombine() {
        assertArrayEquals(new long[] {0b1000, 6, 0}, A.bitwiseAnd(B).toLongArray());
        assertArrayEquals(new long[] {0b1110, -1, 5}, A.bitwiseOr(B).toLongArray());
        assertArrayEquals(new long[] {0b0110, -7, 5}, A.bitwiseXor(B).toLongArray());
        assertArrayEquals(new long[] {-13, 0, -6}, A.bitwiseNot().toLongArray());
        assertArrayEquals(new long[] {0b0100, 4, 4}, A.bitwiseAnd(4).toLongArray());
        assertArrayEquals(
                new long[] {13, -1, 5}, A.bitwiseOr(Tensors.scalar(true)).toLongArray());
    }

    @Test
    void bitsOfBoolsAreLogic() {
        Tensor a = Tensors.of(new boolean[] {true, true, false, false});
        Tensor b = Tensors.of(new boolean[] {true, false, true, false});
        assertArrayEquals(
                new boolean[] {true, false, false, false}, a.bitwiseAnd(b).toBooleanArray());
        assertArrayEquals(
                new boolean[] {true, true, true, false}, a.bitwiseOr(b).toBooleanArray());
        assertArrayEquals(
                new boolean[] {false, true, true, false}, a.bitwiseXor(b).toBooleanArray());
        assertArrayEquals(
                new boolean[] {false, false, true, true}, a.bitwiseNot().toBooleanArray());
    }

    @Test
    void shiftsBeyondTheWordAreDefined() {
        Tensor places = Tensors.of(new long[] {0, 1, 63, 64, 65, -1});
        assertArrayEquals(
                new long[] {-3, -6, Long.MIN_VALUE, 0, 0, 0},
                Tensors.scalar(-3L).bitwiseLeftShift(places).toLongArray());
        assertArrayEquals(
                new long[] {-3, -2, -1, -1, -1, -1},
                Tensors.scalar(-3L).bitwiseRightShift(places).toLongArray());
        assertArrayEquals(
                new long[] {6, 3, 0, 0, 0, 0},
                Tensors.scalar(6L).bitwiseRightShift(places).toLongArray());
        assertArrayEquals(new long[] {48, -4, 20}, A.bitwiseLeftShift(2).toLongArray());
    }

    @Test
    void othersHaveNoBits() {
        assertMessage(
                "bitwise_and is not defined for float32", () -> Tensors.ones(2).bitwiseAnd(B));
        assertMessage(
                "bitwise_xor is not defined for float32", () -> Tensors.ones(2).bitwiseNot());
        assertMessage(
                "bitwise_left_shift is not defined for bool",
                () -> Tensors.ones(DType.BOOL, 2).bitwiseLeftShift(Tensors.scalar(true)));
        assertMessage(
                "shape mismatch in bitwise_or: lhs [3], rhs [2]", () -> A.bitwiseOr(Tensors.ones(DType.INT64, 2)));
    }

    private static void assertMessage(String expected, org.junit.jupiter.api.function.Executable action) {
        assertEquals(
                expected, assertThrows(IllegalArgumentException.class, action).getMessage());
    }
}
