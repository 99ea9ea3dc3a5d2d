package io.github.gradlock.harness.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.gradlock.harness.BundleFixture;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.protocol.TensorData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElementSummaryTests {
    @ParameterizedTest
    @CsvSource({
        "BOOL, 0, 1, false, true",
        "U8, 255, 3, 3, 255",
        "I8, 255, 3, -1, 3",
        "I16, 32768, 32767, -32768, 32767",
        "I32, 2147483648, 1, -2147483648, 1",
        "I64, -9223372036854775808, 9223372036854775807, -9223372036854775808, 9223372036854775807",
        "F16, 15360, 48128, -1, 1",
        "BF16, 16256, 49024, -1, 1",
        "F32, 2147483648, 0, -0, 0",
        "F64, -9223372036854775808, 4607182418800017408, -0, 1",
    })
    void findsTheLeastAndTheGreatestOfEveryType(ElementType type, long a, long b, String least, String greatest)
            throws IOException {
        for (long[] bits : new long[][] {{a, b}, {b, a}}) {
            ElementSummary summary = summary(type, bits);
            assertEquals(least, Objects.requireNonNull(summary.least()).decimal());
            assertEquals(greatest, Objects.requireNonNull(summary.greatest()).decimal());
            assertEquals(2, summary.count());
        }
    }

    @Test
    void countsWhatIsNoNumberAndWhatIsInfinite() throws IOException {
        ElementSummary summary =
                summary(ElementType.F32, 0x7fc00000L, 0xff800000L, 0x3f800000L, 0x7f800001L, 0x7f800000L, 0x40000000L);
        assertEquals(2, summary.nans());
        assertEquals(2, summary.infinities());
        assertEquals("0xff800000", Objects.requireNonNull(summary.least()).hex());
        assertEquals("0x7f800000", Objects.requireNonNull(summary.greatest()).hex());
        assertEquals(
                List.of("0x7fc00000", "0xff800000", "0x3f800000"),
                summary.first().stream().map(Scalar::hex).toList());
    }

    @Test
    void whereNothingIsANumberThereIsNoLeast() throws IOException {
        assertNull(summary(ElementType.F64).least());
        ElementSummary nan = summary(ElementType.F64, 0x7ff8000000000000L);
        assertNull(nan.greatest());
        assertEquals(1, nan.nans());
    }

    private static ElementSummary summary(ElementType type, long... bits) throws IOException {
        byte[] bytes = BundleFixture.bits("x", type, bits).bytes();
        return ElementSummary.of(
                type, TensorData.of(ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN)), 3);
    }
}
