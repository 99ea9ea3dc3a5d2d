package io.github.gradlock.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradlock.harness.channel.Processor;
import io.github.gradlock.harness.spec.EnvironmentSpec.RuntimeKind;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OriginTests {
    private static final Processor HERE = new Processor("A CPU", Set.of("fma", "avx2", "noise"), true);

    private final Map<String, String> provenance = new TreeMap<>(Map.of(
            "run.seed", "0",
            "os.name", "Linux",
            "os.arch", "amd64",
            "cpu.model", "A CPU",
            "cpu.features", "avx2 fma other"));

    @Test
    void aMachineLikeThisOneIsEvidence() {
        assertEquals("", foreign(RuntimeKind.HOST, HERE));
        provenance.clear();
        assertEquals("", foreign(RuntimeKind.HOST, HERE), "what is not known is not held against it");
    }

    @Test
    void aProgramsWordsForThisMachineAreUnderstood() {
        provenance.put("os.arch", "x86_64");
        assertEquals("", foreign(RuntimeKind.CONTAINER, HERE));
        provenance.put("os.arch", "arm64");
        assertEquals("it was made on arm64, and this is amd64", foreign(RuntimeKind.CONTAINER, HERE));
        provenance.put("os.arch", "arm64");
        provenance.put("os.name", "Darwin");
        assertEquals(
                Optional.empty(),
                new Origin(provenance)
                        .foreign(RuntimeKind.HOST, new Processor("M3", Set.of(), false), "Mac OS X", "aarch64", 0));
    }

    @Test
    void anotherSeedIsNone() {
        provenance.put("run.seed", "7");
        assertEquals("it was made with --seed 7, and not with 0", foreign(RuntimeKind.CONTAINER, HERE));
    }

    @Test
    void anotherSystemIsNoneOnTheHost() {
        provenance.put("os.name", "Mac OS X");
        assertEquals("it was made on Mac OS X, and this is Linux", foreign(RuntimeKind.HOST, HERE));
        assertEquals("", foreign(RuntimeKind.CONTAINER, HERE));
        provenance.put("os.arch", "aarch64");
        assertEquals("it was made on aarch64, and this is amd64", foreign(RuntimeKind.CONTAINER, HERE));
    }

    @Test
    void anotherProcessorIsNone() {
        provenance.put("cpu.features", "avx2 avx512f fma");
        assertEquals(
                "it was made on a CPU with fma avx2 avx512f, and this one has fma avx2",
                foreign(RuntimeKind.CONTAINER, HERE));
        provenance.put("cpu.model", "Another CPU");
        assertEquals("it was made on Another CPU, and this is A CPU", foreign(RuntimeKind.CONTAINER, HERE));
        assertEquals("", foreign(RuntimeKind.HOST, new Processor("amd64", Set.of(), true)), "nothing is known here");
    }

    private String foreign(RuntimeKind kind, Processor here) {
        Optional<String> reason = new Origin(provenance).foreign(kind, here, "Linux", "amd64", 0);
        return reason.orElse("");
    }
}
