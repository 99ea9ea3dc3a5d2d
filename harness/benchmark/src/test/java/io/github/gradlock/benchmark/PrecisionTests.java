package io.github.gradlock.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradlock.protocol.ElementType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrecisionTests {
    @ParameterizedTest
    @CsvSource({
        "F16, 1.0, 1.0",
        "F16, 1.00048828125, 1.0",
        "F16, 1.00146484375, 1.001953125",
        "F16, 65519.0, 65504.0",
        "F16, 65520.0, Infinity",
        "F16, 5.9604644775390625E-8, 5.9604644775390625E-8",
        "F16, 2.9802322387695312E-8, 0.0",
        "BF16, 1.00390625, 1.0",
        "BF16, 1.01171875, 1.015625",
        "F32, 0.1, 0.10000000149011612"
    })
    void roundsToNearestTiesToEven(ElementType type, double x, double rounded) {
        assertEquals(rounded, Precision.round(type, x));
        assertEquals(-rounded, Precision.round(type, -x));
    }

    @Test
    void everyHalfSurvivesItsBytes() {
        for (int bits = 0; bits < 0x7c00; bits++) {
            ByteBuffer in = ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort(0, (short) bits);
            Value value = Value.read(ElementType.F16, in, 1);
            assertEquals(bits, value.bits().getShort(0));
            assertEquals(value.at(0), Precision.round(ElementType.F16, value.at(0)));
        }
    }

    @Test
    void tf32KeepsTenBits() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 1_000; i++) {
            float x = random.nextInt() * 0x1p-20f;
            float narrow = (float) Precision.fraction(x, 10);
            assertEquals(0, Float.floatToRawIntBits(narrow) & 0x1fff);
            assertEquals(x, narrow, Math.abs(x) * 0x1p-11f);
        }
    }
}
