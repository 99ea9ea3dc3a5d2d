package io.github.gradlock.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Small sessions and bundles for tests. */
final class Sessions {
    static final Manifest.Identity IDENTITY = new Manifest.Identity("host", Map.of("jit", "c2"), "spec", "lock", null);
    static final String SUITE_HASH = "cd".repeat(32);

    private Sessions() {}

    /** What a process does with its session. */
    @FunctionalInterface
    interface Work {
        void on(SessionWriter session) throws IOException;
    }

    static Path session(Path folder, int iterations, Work work) throws IOException {
        try (SessionWriter writer = SessionWriter.create(folder, iterations)) {
            writer.provenance(Map.of("jdk.version", "17"));
            work.on(writer);
            writer.finish();
        }
        return folder;
    }

    /** Records one case with one float32 vector. */
    static void one(SessionWriter session, String id, int iteration, float... values) throws IOException {
        SessionWriter.CaseWriter writing = session.begin(id, iteration);
        writing.tensor("g", ElementType.F32, new long[] {values.length}, floats(values));
        writing.end(CaseStatus.PASSED, null);
    }

    static ByteBuffer floats(float... values) {
        ByteBuffer bits = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bits.asFloatBuffer().put(values);
        return bits;
    }

    /** A bundle of two processes with two iterations: a steady case, one that varies, one that failed, one skipped. */
    static Path bundle(Path folder, boolean zip) throws IOException {
        Path first = session(folder.resolve("s0"), 2, session -> run(session, 1f));
        Path second = session(folder.resolve("s1"), 2, session -> run(session, 2f));
        Path target = folder.resolve(zip ? "host.glb" : "host");
        BundleWriter.join(List.of(first, second), IDENTITY, "gradients", SUITE_HASH, target, zip);
        return target;
    }

    private static void run(SessionWriter session, float varying) throws IOException {
        for (int iteration = 0; iteration < 2; iteration++) {
            one(session, "steady", iteration, 1, 2, 3);
            one(session, "varies", iteration, varying, iteration);
            session.begin("failed", iteration).end(CaseStatus.FAILED, "java.lang.AssertionError: \"no\"\n at");
            session.begin("skipped", iteration).end(CaseStatus.SKIPPED, "needs a GPU");
            if (iteration == 0) {
                SessionWriter.CaseWriter traced = session.begin("traced", 0);
                TraceStep.Output output = new TraceStep.Output(0, ElementType.F32, List.of(1L), Sha256.hex(floats(1f)));
                traced.step("forward", "input", Map.of(), List.of(), List.of(output));
                traced.step(
                        "backward",
                        "exp",
                        Map.of("axis", "1"),
                        List.of(0L),
                        List.of(new TraceStep.Output(1, ElementType.F32, List.of(1L), Sha256.hex(floats(2f)))));
                traced.end(CaseStatus.PASSED, null);
            }
        }
        Files.writeString(session.folder().resolve("junit.xml"), "<testsuite/>");
        Files.writeString(session.folder().resolve("log.txt"), "hello\n");
    }

    /** Reads everything that a comparison may read, and returns what was there. */
    static String readAll(Path path) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Bundle opened = Bundles.open(path)) {
            all.append(opened.resultsDigest()).append(opened.caseDigests());
            for (CaseRecord record : opened.cases().toList()) {
                all.append(record).append(opened.trace(record.id()));
                for (TensorInfo tensor : record.tensors()) {
                    all.append(opened.tensor(record.id(), tensor.name()).sha256());
                    for (Repetition repetition : record.repetitions()) {
                        all.append(opened.tensor(record.id(), tensor.name(), repetition)
                                .sha256());
                    }
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return all.toString();
    }
}
