package io.github.gradlock.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * The digest of results: equal if and only if cases, names, types, shapes and bits are.
 *
 * <p>The digest of a case is SHA-256 over a zero byte and, in this order, its id, its status and, if it passed, the
 * number of its tensors and for each, sorted by name: name, type, rank, dimensions, and the 32 bytes of its SHA-256.
 * Numbers are eight bytes, little-endian; texts are their length in UTF-8 and these bytes; names are sorted by code
 * points. The root is the Merkle tree hash of RFC 6962 section 2.1 with the case digests, sorted by id, as leaves: a node
 * is SHA-256 over a one byte and its two children, the left subtree holds the largest power of two of the leaves below
 * their number, and the root over nothing is SHA-256 of nothing.
 */
public final class ResultsDigest {
    private ResultsDigest() {}

    /** Returns the digest of the first execution of a case; one that did not pass counts with its status alone. */
    public static String ofCase(String id, CaseStatus status, Collection<TensorInfo> tensors) {
        Sha256 hash = new Sha256().update(ByteBuffer.wrap(new byte[] {0}));
        text(hash, id);
        text(hash, status.name().toLowerCase(Locale.ROOT));
        if (status == CaseStatus.PASSED) {
            List<TensorInfo> sorted = new ArrayList<>(tensors);
            sorted.sort(Comparator.comparing(TensorInfo::name, CodePointOrder.INSTANCE));
            number(hash, sorted.size());
            for (TensorInfo tensor : sorted) {
                text(hash, tensor.name());
                text(hash, tensor.type().name());
                number(hash, tensor.shape().size());
                tensor.shape().forEach(size -> number(hash, size));
                hash.update(ByteBuffer.wrap(HexFormat.of().parseHex(tensor.sha256())));
            }
        }
        return hash.hex();
    }

    /** Returns the digest of a case as it was read. */
    public static String ofCase(CaseRecord record) {
        return ofCase(record.id(), record.status(), record.tensors());
    }

    /** Returns the root over case digests that are sorted by the ids of their cases. */
    public static String root(Collection<String> caseDigests) {
        if (caseDigests.isEmpty()) {
            return new Sha256().hex();
        }
        List<byte[]> level = new ArrayList<>();
        caseDigests.forEach(digest -> level.add(HexFormat.of().parseHex(digest)));
        return HexFormat.of().formatHex(node(level));
    }

    private static byte[] node(List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return leaves.get(0);
        }
        int left = Integer.highestOneBit(leaves.size() - 1);
        return new Sha256()
                .update(ByteBuffer.wrap(new byte[] {1}))
                .update(ByteBuffer.wrap(node(leaves.subList(0, left))))
                .update(ByteBuffer.wrap(node(leaves.subList(left, leaves.size()))))
                .bytes();
    }

    private static void text(Sha256 hash, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(hash, bytes.length);
        hash.update(ByteBuffer.wrap(bytes));
    }

    private static void number(Sha256 hash, long number) {
        hash.update(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, number));
    }
}
