package io.github.gradlock.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElementsTests {
    @ParameterizedTest
    @CsvSource({
        "F16, 7c01, 7e00",
        "F16, fe00, 7e00",
        "F16, 7c00, 7c00",
        "F16, fc00, fc00",
        "F16, 8000, 8000",
        "BF16, 7f81, 7fc0",
        "BF16, ffff, 7fc0",
        "BF16, ff80, ff80",
        "BF16, 8000, 8000",
        "F32, 7f800001, 7fc00000",
        "F32, ffc00000, 7fc00000",
        "F32, ff800000, ff800000",
        "F32, 80000000, 80000000",
        "F64, 7ff0000000000001, 7ff8000000000000",
        "F64, ffffffffffffffff, 7ff8000000000000",
        "F64, fff0000000000000, fff0000000000000",
        "F64, 8000000000000000, 8000000000000000",
        "I32, 7f800001, 7f800001",
        "I16, 7c01, 7c01",
        "I64, 7ff0000000000001, 7ff0000000000001"
    })
    void makesNanCanonicalAndNothingElse(ElementType type, String bits, String expected) {
        ByteBuffer given = ByteBuffer.allocate(3 * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        put(type, given, type.bytes(), Long.parseUnsignedLong(bits, 16));
        byte[] before = given.array().clone();
        ByteBuffer canonical = Elements.canonical(type, given);
        ByteBuffer wanted = ByteBuffer.allocate(3 * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        put(type, wanted, type.bytes(), Long.parseUnsignedLong(expected, 16));
        assertEquals(wanted, canonical);
        assertEquals(ByteBuffer.wrap(before), given, "the caller's elements stay");
    }

    private static void put(ElementType type, ByteBuffer buffer, int at, long bits) {
        switch (type.bytes()) {
            case 2 -> buffer.putShort(at, (short) bits);
            case 4 -> buffer.putInt(at, (int) bits);
            default -> buffer.putLong(at, bits);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "F16, 7e00, 7c00",
        "BF16, 7fc0, 7f80",
        "F32, 7fc00000, 7f800000",
        "F64, 7ff8000000000000, 7ff0000000000000"
    })
    void countsNan(ElementType type, String nan, String infinity) {
        ByteBuffer given = ByteBuffer.allocate(4 * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        put(type, given, 0, Long.parseUnsignedLong(nan, 16));
        put(type, given, type.bytes(), Long.parseUnsignedLong(infinity, 16));
        put(type, given, 3 * type.bytes(), Long.parseUnsignedLong(nan, 16));
        assertEquals(2, Elements.nans(type, given));
        assertEquals(0, Elements.nans(ElementType.I64, given));
    }

    @Test
    void countsBytes() {
        assertEquals(8, Elements.byteCount(ElementType.F64));
        assertEquals(24, Elements.byteCount(ElementType.F32, 2, 3));
        assertEquals(0, Elements.byteCount(ElementType.F32, Long.MAX_VALUE, 0, Long.MAX_VALUE));
        assertThrows(IllegalArgumentException.class, () -> Elements.byteCount(ElementType.F32, -1));
        assertThrows(IllegalArgumentException.class, () -> Elements.byteCount(ElementType.F32, 1L << 40, 1L << 40));
        assertThrows(IllegalArgumentException.class, () -> Elements.byteCount(ElementType.F64, 1L << 60));
    }
}
