package io.github.gradlock.harness.cause;

import static io.github.gradlock.harness.cause.FactsFixture.f64;
import static io.github.gradlock.harness.cause.FactsFixture.operation;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class NoiseTests {
    private static final double UNIT = 0x1p-11;

    private final double[] x = new SplittableRandom(8).doubles(40, 0.5, 2).toArray();

    @Test
    void roundingIsNoise() {
        Noise rounding = noise(Arithmetic.BINARY16::round);
        assertTrue(rounding.isOfRounding(UNIT));
        assertTrue(rounding.isBalanced());
        assertEquals(UNIT / 2, rounding.level(), UNIT / 3);
    }

    @Test
    void anotherFormulaIsNone() {
        assertFalse(noise(value -> value * (1 + UNIT * Math.sin(3 * value))).isOfRounding(UNIT), "it is smooth");
        assertFalse(noise(value -> value * (1 + UNIT)).isOfRounding(UNIT), "it is a constant factor");
        assertFalse(noise(value -> Math.rint(value * 4) / 4).isOfRounding(UNIT), "it is not relative");
    }

    private Noise noise(DoubleUnaryOperator change) {
        Values good = f64(x);
        Values bad = f64(Arrays.stream(x).map(change).toArray());
        return new Noise(Deviation.of(operation("mystery", List.of(good), good, bad), good, bad));
    }
}
