package io.github.gradlock.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResultsDigestTests {
    private static final String HASH = "ab".repeat(32);
    private static final TensorInfo X = new TensorInfo("x", ElementType.F32, List.of(2L, 3L), HASH);
    private static final TensorInfo Y = new TensorInfo("y", ElementType.F64, List.of(), HASH);

    /** Writes the construction down a second time, byte by byte. */
    @Test
    void isWhatItsDocumentationSays() {
        ByteBuffer text = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
        text.put((byte) 0).putLong(1).put((byte) 'c').putLong(6).put("passed".getBytes(StandardCharsets.UTF_8));
        text.putLong(1).putLong(1).put((byte) 'x').putLong(3).put("F32".getBytes(StandardCharsets.UTF_8));
        text.putLong(2).putLong(2).putLong(3).put(HexFormat.of().parseHex(HASH));
        String leaf = Sha256.hex(text.flip());
        assertEquals(leaf, ResultsDigest.ofCase("c", CaseStatus.PASSED, List.of(X)));
        assertEquals(leaf, ResultsDigest.root(List.of(leaf)), "one leaf is its own root");
        String a = node(leaf, HASH);
        assertEquals(a, ResultsDigest.root(List.of(leaf, HASH)));
        assertEquals(node(a, HASH), ResultsDigest.root(List.of(leaf, HASH, HASH)));
        assertEquals(node(node(a, a), leaf), ResultsDigest.root(List.of(leaf, HASH, leaf, HASH, leaf)));
        assertEquals(Sha256.hex(new byte[0]), ResultsDigest.root(List.of()));
    }

    private static String node(String left, String right) {
        ByteBuffer children = ByteBuffer.allocate(65);
        children.put((byte) 1)
                .put(HexFormat.of().parseHex(left))
                .put(HexFormat.of().parseHex(right));
        return Sha256.hex(children.flip());
    }

    @Test
    void changesWithEverythingItCovers() {
        List<String> digests = new ArrayList<>();
        digests.add(passed("c", X, Y));
        digests.add(passed("d", X, Y));
        digests.add(passed("c", X));
        digests.add(passed("c"));
        digests.add(passed("c", new TensorInfo("z", X.type(), X.shape(), HASH), Y));
        digests.add(passed("c", new TensorInfo("x", ElementType.I32, X.shape(), HASH), Y));
        digests.add(passed("c", new TensorInfo("x", X.type(), List.of(3L, 2L), HASH), Y));
        digests.add(passed("c", new TensorInfo("x", X.type(), List.of(6L), HASH), Y));
        digests.add(passed("c", new TensorInfo("x", X.type(), List.of(2L, 3L, 1L), HASH), Y));
        digests.add(ResultsDigest.ofCase("c", CaseStatus.FAILED, List.of()));
        digests.add(ResultsDigest.ofCase("c", CaseStatus.SKIPPED, List.of()));
        byte[] hash = HexFormat.of().parseHex(HASH);
        for (int bit = 0; bit < 256; bit++) {
            byte[] flipped = hash.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            digests.add(passed(
                    "c", new TensorInfo("x", X.type(), X.shape(), HexFormat.of().formatHex(flipped)), Y));
        }
        Set<String> distinct = new LinkedHashSet<>(digests);
        assertEquals(digests.size(), distinct.size());
        Set<String> roots = new LinkedHashSet<>();
        digests.forEach(digest -> roots.add(ResultsDigest.root(List.of(HASH, digest, HASH))));
        assertEquals(digests.size(), roots.size());
    }

    @Test
    void doesNotDependOnTheOrderOfTensors() {
        assertEquals(passed("c", X, Y), passed("c", Y, X));
        assertNotEquals(ResultsDigest.root(List.of(HASH, passed("c"))), ResultsDigest.root(List.of(passed("c"), HASH)));
    }

    @Test
    void aFailedCaseCountsWithoutItsTensors() {
        assertEquals(
                ResultsDigest.ofCase("c", CaseStatus.FAILED, List.of(X)),
                ResultsDigest.ofCase("c", CaseStatus.FAILED, List.of()));
    }

    /** Neighbours whose concatenation is the same must not be mistaken for each other. */
    @Test
    void lengthsSeparateNeighbours() {
        assertNotEquals(passed("ab"), passed("a"));
        assertNotEquals(
                passed("c", new TensorInfo("xF", ElementType.F32, List.of(), HASH)),
                passed("c", new TensorInfo("x", ElementType.F32, List.of(), HASH)));
    }

    @Test
    void sortsByCodePoints() {
        List<String> names =
                new ArrayList<>(List.of("\ud83d\ude00", "\uffee", "a", "", "\u00e4", "aa", "Z", "\ud83d\ude01"));
        Collections.shuffle(names, new java.util.Random(1));
        List<String> byBytes = new ArrayList<>(names);
        byBytes.sort((a, b) -> java.util.Arrays.compareUnsigned(
                a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));
        names.sort(CodePointOrder.INSTANCE);
        assertEquals(byBytes, names);
        assertTrue(CodePointOrder.INSTANCE.compare("\uffee", "\ud83d\ude00") < 0);
    }

    private static String passed(String id, TensorInfo... tensors) {
        return ResultsDigest.ofCase(id, CaseStatus.PASSED, List.of(tensors));
    }
}
