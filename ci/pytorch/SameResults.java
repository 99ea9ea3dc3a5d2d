import io.github.gradlock.protocol.BundleWriter;
import io.github.gradlock.protocol.CaseStatus;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.protocol.Manifest;
import io.github.gradlock.protocol.SessionWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Writes as a bundle the results that ci/pytorch/bundles.py computes; the bits of the 16-bit types are written out, as Java has no
 * such types.
 */
class SameResults {
    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private static final double[] REALS = {1 / 3.0, -0.0, 0.0, INFINITY, -INFINITY, Double.NaN, 1e-7, -2.5};

    private final SessionWriter session;

    private SameResults(SessionWriter session) {
        this.session = session;
    }

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        try (SessionWriter session = SessionWriter.create(folder.resolve("session"), 1)) {
            new SameResults(session).write(args[1].equals("bf16"));
            session.finish();
        }
        Manifest.Identity identity = new Manifest.Identity("java", Map.of(), null, null, null);
        BundleWriter.join(
                List.of(folder.resolve("session")), identity, "", "", folder.resolve("java.glb"), true);
    }

    private void write(boolean withBrain) throws IOException {
        ByteBuffer doubles = elements(64);
        ByteBuffer floats = elements(32);
        for (double real : REALS) {
            doubles.putDouble(real);
            floats.putFloat((float) real);
        }
        record("f64", "grad", ElementType.F64, doubles, 8);
        record("f32", "grad", ElementType.F32, floats, 8);
        record("f16", "grad", ElementType.F16, shorts(0x3555, 0x8000, 0, 0x7c00, 0xfc00, 0x7e00, 0x0002, 0xc100), 8);
        if (withBrain) {
            record("bf16", "grad", ElementType.BF16, shorts(0x3eab, 0x8000, 0, 0x7f80, 0xff80, 0x7fc0, 0x33d7, 0xc020), 8);
        }
        record("i64", "grad", ElementType.I64, elements(32).putLong(Long.MIN_VALUE).putLong(Long.MAX_VALUE).putLong(0).putLong(1), 2, 2);
        record("i32", "grad", ElementType.I32, elements(16).putInt(Integer.MIN_VALUE).putInt(Integer.MAX_VALUE).putInt(0).putInt(1), 2, 2);
        record("i16", "grad", ElementType.I16, shorts(0x8000, 0x7fff, 0, 1), 2, 2);
        record("i8", "grad", ElementType.I8, elements(4).putInt(0x01007f80), 2, 2);
        record("u8", "grad", ElementType.U8, elements(4).putInt(0x0100ff00), 2, 2);
        record("bool", "grad", ElementType.BOOL, elements(2).put((byte) 1).put((byte) 0), 2);
        record("scalar", "grad", ElementType.F64, elements(8).putDouble(0.1));
        record("empty", "grad", ElementType.F32, elements(0), 0, 3);
        ByteBuffer square = elements(96);
        for (int i = 0; i < 12; i++) {
            // As torch.linspace has it: from the nearer end, in steps of 2/11.
            double x = i < 6 ? -1 + i * (2 / 11.0) : 1 - (11 - i) * (2 / 11.0);
            square.putDouble(x + x);
        }
        record("square", "x.grad", ElementType.F64, square, 3, 4);
    }

    private void record(String id, String name, ElementType type, ByteBuffer elements, long... shape) throws IOException {
        SessionWriter.CaseWriter one = session.begin(id, 0);
        one.tensor(name, type, shape, elements.flip());
        one.end(CaseStatus.PASSED, null);
    }

    private static ByteBuffer elements(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer shorts(int... bits) {
        ByteBuffer elements = elements(2 * bits.length);
        for (int each : bits) {
            elements.putShort((short) each);
        }
        return elements;
    }
}
