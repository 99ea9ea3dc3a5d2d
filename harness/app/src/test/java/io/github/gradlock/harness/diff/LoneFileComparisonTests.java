package io.github.gradlock.harness.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.protocol.Bundle;
import io.github.gradlock.protocol.BundleException;
import io.github.gradlock.protocol.BundleWriter;
import io.github.gradlock.protocol.Bundles;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.protocol.Manifest;
import io.github.gradlock.protocol.SafetensorsWriter;
import io.github.gradlock.protocol.TensorData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles on disk: files that stand alone are compared without their hashes, and bundles of the same lines by one of them. */
class LoneFileComparisonTests {
    private static final int NAN = 0x7fc00000;
    private static final int OTHER_NAN = 0xffc00001;

    @TempDir
    private Path folder;

    @Test
    void twoFilesAreComparedByTheirBytesAndNotHashed() throws IOException {
        Path a = lone("a", 1, 2, NAN);
        assertEquals(Verdict.REPRODUCIBLE, verdict(a, lone("b", 1, 2, NAN)));
        assertEquals(Verdict.REPRODUCIBLE, verdict(a, lone("c", 1, 2, OTHER_NAN)));
        assertEquals(Verdict.DIVERGENT, verdict(a, lone("d", 1, 3, NAN)));
        try (Bundle left = Bundles.open(a);
                Bundle right = Bundles.open(lone("e", 1, 3, OTHER_NAN))) {
            Comparison comparison = Comparison.of(List.of(left, right), Policies.BITWISE);
            TensorDifference difference =
                    comparison.cases().get(0).differences().get(0);
            assertEquals(List.of(List.of("a"), List.of("e")), difference.classes());
            assertEquals(1, difference.pairs().get(0).mismatched());
            assertFalse(left.isHashed() || right.isHashed());
        }
    }

    @Test
    void severalFilesFallIntoClassesOfEqualBits() throws IOException {
        List<Bundle> bundles = open(
                lone("a", 1, OTHER_NAN), lone("b", 2, NAN), lone("c", 1, NAN), stored("d", lone("d", 2, OTHER_NAN)));
        Comparison comparison = Comparison.of(bundles, Policies.BITWISE);
        TensorDifference difference = comparison.cases().get(0).differences().get(0);
        assertEquals(List.of(List.of("a", "c"), List.of("b", "d")), difference.classes());
        assertEquals(1, difference.pairs().size());
        assertEquals(1, difference.pairs().get(0).mismatched());
    }

    @Test
    void aFileIsComparedWithABundle() throws IOException {
        Path stored = stored("stored", lone("x", 5, 6));
        assertEquals(Verdict.REPRODUCIBLE, verdict(stored, lone("a", 5, 6)));
        assertEquals(Verdict.DIVERGENT, verdict(lone("b", 5, 7), stored));
        Path values = stored.resolve("values.safetensors");
        byte[] bytes = Files.readAllBytes(values);
        bytes[bytes.length - 1] ^= 1;
        Files.write(values, bytes);
        assertThrows(BundleException.class, () -> verdict(stored, lone("c", 5, 6)));
    }

    @Test
    void bundlesOfTheSameLinesAreReadOnce() throws IOException {
        Path lone = lone("x", 1, 2);
        List<Path> paths = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            paths.add(stored("e" + i, lone));
        }
        // Not read, since the manifests name one checksum: that of the first is enough.
        Files.write(
                paths.get(2).resolve("cases.jsonl"),
                new byte[(int) Files.size(paths.get(2).resolve("cases.jsonl"))]);
        Comparison comparison = Comparison.of(open(paths.toArray(Path[]::new)), Policies.BITWISE);
        assertEquals(1, comparison.count(Verdict.REPRODUCIBLE));
        assertEquals(4, comparison.cases().get(0).executions());
        assertTrue(comparison.cases().get(0).findings().isEmpty());

        paths.add(stored("other", lone("y", 1, 3)));
        TensorDifference difference = Comparison.of(open(paths.toArray(Path[]::new)), Policies.BITWISE)
                .cases()
                .get(0)
                .differences()
                .get(0);
        assertEquals(List.of(List.of("e0", "e1", "e2", "e3"), List.of("other")), difference.classes());
    }

    private static Verdict verdict(Path... paths) throws IOException {
        Comparison comparison = Comparison.of(open(paths), Policies.BITWISE);
        assertEquals(1, comparison.cases().size());
        return comparison.cases().get(0).verdict();
    }

    private static List<Bundle> open(Path... paths) throws IOException {
        List<Bundle> bundles = new ArrayList<>();
        for (Path path : paths) {
            bundles.add(Bundles.open(path));
        }
        return bundles;
    }

    private Path stored(String name, Path lone) throws IOException {
        Path session = Files.createDirectories(folder.resolve("session-" + name));
        Files.copy(lone, session.resolve("values.safetensors"));
        Path target = folder.resolve(name);
        BundleWriter.join(
                List.of(session), new Manifest.Identity(name, Map.of(), null, null, null), "s", "", target, false);
        return target;
    }

    private Path lone(String name, int... bits) throws IOException {
        ByteBuffer elements = ByteBuffer.allocate(4 * bits.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int each : bits) {
            elements.putInt(each);
        }
        SafetensorsWriter writer = new SafetensorsWriter();
        writer.add("exp/grad", ElementType.F32, List.of((long) bits.length), () -> TensorData.of(elements.rewind()));
        Path file = folder.resolve(name + ".safetensors");
        writer.write(file, Map.of());
        return file;
    }
}
