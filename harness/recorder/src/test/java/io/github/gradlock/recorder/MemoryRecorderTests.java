package io.github.gradlock.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.protocol.Sha256;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(GradientRecorderExtension.class)
class MemoryRecorderTests {
    private final MemoryRecorder recorder = new MemoryRecorder(1, 2, 7);

    @Test
    void saysWhichExecutionItIs() {
        assertEquals(1, recorder.restart());
        assertEquals(2, recorder.iteration());
        assertEquals(7, recorder.seed());
    }

    @Test
    void aTestInAnIdeGetsARecorder(GradientRecorder injected) {
        injected.record("x", new float[] {1, 2}, 2);
        assertThrows(IllegalArgumentException.class, () -> injected.record("x", new float[] {1, 2}, 2));
        assertEquals(0, injected.iteration());
    }

    @Test
    void recordsLittleEndianElements() {
        recorder.record("i64", new long[] {0x0102030405060708L});
        byte[] expected = {8, 7, 6, 5, 4, 3, 2, 1};
        assertEquals(
                Sha256.hex(expected),
                Objects.requireNonNull(recorder.tensors().get("i64")).sha256());
        ByteBuffer raw = ByteBuffer.wrap(expected);
        recorder.record("raw", ElementType.I64, new long[0], raw);
        assertEquals(8, raw.remaining());
        assertEquals(
                Sha256.hex(expected),
                Objects.requireNonNull(recorder.tensors().get("raw")).sha256());
    }

    @Test
    void rejectsShapesThatDoNotFit() {
        IllegalArgumentException fault =
                assertThrows(IllegalArgumentException.class, () -> recorder.record("w", new float[] {1, 2, 3}, 2, 2));
        assertEquals(
                "shape mismatch in tensor 'w': [2, 2] has 4 elements of F32, 12 bytes were given", fault.getMessage());
        assertThrows(IllegalArgumentException.class, () -> recorder.record("scalar", new double[] {1, 2}));
        assertThrows(IllegalArgumentException.class, () -> recorder.record("negative", new int[] {1}, -1));
        assertThrows(IllegalArgumentException.class, () -> recorder.record("a/b", new int[] {1}));
        assertEquals(0, recorder.tensors().size());
    }

    @Test
    @SuppressWarnings("NullAway") // as tests that are not checked give it
    void saysWhichTensorIsNull() {
        IllegalArgumentException fault =
                assertThrows(IllegalArgumentException.class, () -> recorder.record("x.grad", (Object) null));
        assertTrue(
                String.valueOf(fault.getMessage())
                        .startsWith("tensor 'x.grad' is null: if it is a gradient, nothing was propagated to it;"),
                fault::toString);
    }

    @Test
    void keepsNamesOfItsOwn() {
        IllegalArgumentException fault =
                assertThrows(IllegalArgumentException.class, () -> recorder.record("gradlock.traced.1", new int[] {1}));
        assertEquals("tensor name 'gradlock.traced.1' begins as those that gradlock gives itself", fault.getMessage());
        assertEquals(0, recorder.tensors().size());
    }
}
