package io.github.gradlock.harness;

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

/** A small bundle as a run writes it, for tests that need files. */
public final class WrittenBundle {
    private WrittenBundle() {}

    /** Writes a bundle's folder of one case for each id, each with one tensor of four elements. */
    public static Path write(Path target, String environment, String... cases) throws IOException {
        Path session = session(target.resolveSibling(target.getFileName() + ".session"), cases);
        Manifest.Identity identity = new Manifest.Identity(environment, Map.of("jit", "c2"), "spec", "lock", null);
        BundleWriter.join(List.of(session), identity, "gradients", "5u1te", target, false);
        return target;
    }

    /** Writes what one process leaves. */
    public static Path session(Path folder, String... cases) throws IOException {
        try (SessionWriter writer = SessionWriter.create(folder, 1)) {
            writer.provenance(Map.of("jdk.version", "17", "cpu.model", "a\u001b[31mmodel\nof others"));
            for (String id : cases) {
                SessionWriter.CaseWriter written = writer.begin(id, 0);
                ByteBuffer bits = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
                bits.putFloat(0.5f).putFloat(Float.NaN).putFloat(-2f).putFloat(Float.POSITIVE_INFINITY);
                written.tensor("grad", ElementType.F32, new long[] {2, 2}, bits.flip());
                written.end(CaseStatus.PASSED, null);
            }
            writer.finish();
        }
        return folder;
    }
}
