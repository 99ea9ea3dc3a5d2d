package io.github.gradlock.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class PaddingTests {
    private final Tensor line = Tensors.of(new double[] {1, 2, 3, 4}, 1, 1, 4);

    private static void assertGives(Tensor padded, double... expected) {
        assertArrayEquals(expected, padded.toDoubleArray());
    }

    private static void assertRefused(String message, Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }

    @Test
    void eachModeGoesOnInItsWay() {
        assertGives(Padding.constant(line, 9, 1, 2), 9, 1, 2, 3, 4, 9, 9);
        assertGives(Padding.reflect(line, 3, 2), 4, 3, 2, 1, 2, 3, 4, 3, 2);
        assertGives(Padding.replicate(line, 1, 6), 1, 1, 2, 3, 4, 4, 4, 4, 4, 4, 4);
        assertGives(Padding.circular(line, 4, 1), 1, 2, 3, 4, 1, 2, 3, 4, 1);
    }

    @Test
    void negativePaddingCutsOff() {
        assertGives(Padding.reflect(line, -1, 2), 2, 3, 4, 3, 2);
        assertGives(Padding.replicate(line, -5, 3), 4, 4);
        assertGives(Padding.circular(line, -1, 2), 2, 3, 4, 2, 3);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertRefused(
                "padding size should be less than the corresponding input dimension in reflection_pad, got padding"
                        + " [4, 0] of input [1, 1, 4]",
                () -> Padding.reflect(line, 4, 0));
        assertRefused(
                "padding value causes wrapping around more than once in circular_pad: padding [0, 5] of input"
                        + " [1, 1, 4]",
                () -> Padding.circular(line, 0, 5));
        assertRefused(
                "input [1, 1, 4] is too small for padding [-2, -2] in replication_pad",
                () -> Padding.replicate(line, -2, -2));
        assertRefused(
                "shape mismatch in reflection_pad: padding [1, 1, 1, 1, 1, 1] wants a pair for each of 1 to 3 spatial"
                        + " dimensions of [n, c, *image] or [c, *image], got input [1, 1, 4]",
                () -> Padding.reflect(line, 1, 1, 1, 1, 1, 1));
    }
}
