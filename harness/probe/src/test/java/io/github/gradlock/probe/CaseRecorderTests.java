package io.github.gradlock.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.protocol.Sha256;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(GradientRecorderExtension.class)
class CaseRecorderTests {
    private final MemorySink sink = new MemorySink();
    private final GradientRecorder recorder = new CaseRecorder("case", sink, new Execution(1, 2, 2, 7, Tracing.NONE));

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
                Objects.requireNonNull(sink.tensors().get("i64")).sha256());
        ByteBuffer raw = ByteBuffer.wrap(expected);
        recorder.record("raw", ElementType.I64, new long[0], raw);
        assertEquals(8, raw.remaining());
        assertEquals(
                Sha256.hex(expected),
                Objects.requireNonNull(sink.tensors().get("raw")).sha256());
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
        assertEquals(0, sink.tensors().size());
    }

    @Test
    void numbersObjectsByIdentityAndLetsThemGo() throws InterruptedException {
        TensorIdentities identities = new TensorIdentities();
        String a = new String("same");
        String b = new String("same");
        long first = identities.renew(a);
        assertEquals(first, identities.find(a));
        assertEquals(null, identities.find(b));
        assertNotEquals(first, identities.renew(b));
        assertNotEquals(first, identities.renew(a), "changed in place");
        java.lang.ref.WeakReference<Object> gone = new java.lang.ref.WeakReference<>(new Object());
        identities.renew(Objects.requireNonNullElse(gone.get(), this));
        for (int i = 0; i < 50 && gone.get() != null; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertEquals(null, gone.get());
    }

    @Test
    void globsMatchWholeIds() {
        Selection selection = new Selection(List.of("soft*.grad", "a[1]", "b?"), null);
        List<String> matching = new ArrayList<>(
                List.of("softmax.grad", "soft.grad", "a[1]", "bc", "softmax.gradient", "a1", "b", "xsoft.grad"));
        matching.removeIf(id -> !selection.matches(id));
        assertEquals(List.of("softmax.grad", "soft.grad", "a[1]", "bc"), matching);
        assertTrue(new Selection(List.of(), null).matches("anything"));
    }
}
