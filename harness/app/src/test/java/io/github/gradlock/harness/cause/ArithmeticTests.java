package io.github.gradlock.harness.cause;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ArithmeticTests {
    @Test
    void roundsToTheNearestOfTwoAsNearToTheEvenOne() {
        assertEquals(2048, Arithmetic.BINARY16.round(2049));
        assertEquals(2052, Arithmetic.BINARY16.round(2051));
        assertEquals(-256, Arithmetic.BFLOAT16.round(-257));
        assertEquals(0x1.000002p0, Arithmetic.BINARY32.round(0x1.0000021p0));
        assertEquals(0.1, Arithmetic.BINARY64.round(0.1));
    }

    @Test
    void knowsTheEndsOfTheRange() {
        assertEquals(65504, Arithmetic.BINARY16.round(65519));
        assertEquals(Double.POSITIVE_INFINITY, Arithmetic.BINARY16.round(65520));
        assertEquals(0x1p-24, Arithmetic.BINARY16.round(0x1.1p-24), "the least subnormal number");
        assertEquals(-0.0, Arithmetic.BINARY16.round(-0x1p-25), "half of it, to the even zero");
        assertEquals(Double.NEGATIVE_INFINITY, Arithmetic.BFLOAT16.round(-Double.MAX_VALUE));
        assertEquals(0x1p-133, Arithmetic.BFLOAT16.round(0x1p-133));
    }

    @Test
    void roundsAFusedMultiplyAddOnce() {
        double a = 1 + 0x1p-10;
        assertEquals(0x1p-9, Arithmetic.BINARY16.round(a * a) - 1, "rounded, the last bit of the square is lost");
        assertEquals(0x1p-20, Arithmetic.BINARY16.fma(a, a, -(1 + 0x1p-9)));
    }

    @Test
    void shortTypesAreAddedUpInBinary32() {
        assertEquals(Arithmetic.BINARY32, Arithmetic.BFLOAT16.accumulator());
        assertEquals(Arithmetic.BINARY64, Arithmetic.BINARY32.accumulator());
    }
}
