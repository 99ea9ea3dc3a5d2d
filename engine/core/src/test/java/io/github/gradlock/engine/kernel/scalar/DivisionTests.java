package io.github.gradlock.engine.kernel.scalar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** Quotients and remainders with the values that PyTorch gives. */
class DivisionTests {
    @Test
    void floorDivideRoundsDown() {
        assertEquals(-4, Division.floorDivide(-7.0, 2.0));
        assertEquals(-4, Division.floorDivide(7.0, -2.0));
        assertEquals(3, Division.floorDivide(-7.0, -2.0));
        // The rounded quotient is 10, the exact one a little less.
        assertEquals(9, Division.floorDivide(1.0, 0.1));
        assertEquals(9, Division.floorDivide(1f, 0.1f));
        assertEquals(-1, Division.floorDivide(-0x1p-140f, 3f));
        assertEquals(-1, Division.floorDivide(-1.0, Double.POSITIVE_INFINITY));
        assertEquals(-0.0, Division.floorDivide(-0.0, 3.0));
        assertEquals(Double.NEGATIVE_INFINITY, Division.floorDivide(-1.0, 0.0));
        assertEquals(Double.NaN, Division.floorDivide(0.0, 0.0));
        assertEquals(Double.NaN, Division.floorDivide(Double.POSITIVE_INFINITY, 2.0));
    }

    @Test
    void remainderHasTheSignOfTheDivisor() {
        assertEquals(1, Division.remainder(-7.0, 2.0));
        assertEquals(-1, Division.remainder(7.0, -2.0));
        assertEquals(-0.0, Division.remainder(-4.0, 2.0));
        assertEquals(0.0, Division.remainder(4.0, -2.0));
        assertEquals(Double.POSITIVE_INFINITY, Division.remainder(-1.0, Double.POSITIVE_INFINITY));
        assertEquals(Float.NaN, Division.remainder(1f, 0f));
        assertEquals(3f, Division.remainder(-0x1p-140f, 3f));
    }

    @Test
    void integersFollowPython() {
        assertEquals(-4, Division.floorDivide(-7L, 2L));
        assertEquals(1, Division.remainder(-7L, 2L));
        assertEquals(-1, Division.truncatedRemainder(-7L, 2L));
        assertEquals(Long.MIN_VALUE, Division.floorDivide(Long.MIN_VALUE, -1L));
        assertThrows(ArithmeticException.class, () -> Division.floorDivide(1L, 0L));
        assertThrows(ArithmeticException.class, () -> Division.remainder(1L, 0L));
        assertThrows(ArithmeticException.class, () -> Division.truncatedRemainder(1L, 0L));
    }
}
