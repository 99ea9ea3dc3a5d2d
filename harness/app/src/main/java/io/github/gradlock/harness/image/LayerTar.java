package io.github.gradlock.harness.image;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.store.Digests;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a layer of files that an engine hands out: sorted by name, owners by number, times of the files that were written meanwhile
 * replaced. Of several names of one file the first in order has the bytes.
 */
final class LayerTar {
    private static final long MOST_BYTES = 64L << 30;
    private static final int MOST_ENTRIES = 2_000_000;

    private final UnaryOperator<@Nullable String> place;
    private final Instant begin;
    private final Map<String, LayerEntry> entries = new TreeMap<>();

    /** By the name that an archive gives the bytes, the name that has them in the layer. */
    private final Map<String, String> owners = new HashMap<>();

    /**
     * Chooses files.
     *
     * @param place gives a file's path in the layer, by that in the archive; null leaves it out
     * @param begin of what wrote them
     */
    LayerTar(UnaryOperator<@Nullable String> place, Instant begin) {
        this.place = place;
        this.begin = begin;
    }

    /** Returns a path without what archives put before and behind it. */
    static String plain(String name) {
        return name.replaceFirst("^(\\./|/)+", "").replaceFirst("/+$", "");
    }

    /**
     * Writes the layer.
     *
     * @param archive is read to its end
     * @param deleted paths of lower layers that are gone
     * @param work an empty folder for what is put down meanwhile
     */
    Layer write(InputStream archive, Set<String> deleted, Path work) throws IOException {
        Path bytes = work.resolve("bytes");
        try (FileChannel spool = FileChannel.open(
                bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.READ)) {
            read(new TarArchiveInputStream(archive, StandardCharsets.UTF_8.name()), spool);
            deleted.stream().map(LayerEntry::whiteout).forEach(entry -> entries.put(entry.name(), entry));
            return write(spool, work.resolve("layer.tar"));
        } finally {
            Files.deleteIfExists(bytes);
        }
    }

    private void read(TarArchiveInputStream tar, FileChannel spool) throws IOException {
        OutputStream sink = Channels.newOutputStream(spool);
        int count = 0;
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            String source = plain(entry.getName());
            String name = place.apply(source);
            if (name == null) {
                continue;
            }
            if (name.isEmpty() || name.startsWith("/") || ("/" + name + "/").contains("/../")) {
                throw refuse("an entry that escapes: " + entry.getName());
            }
            LayerEntry known = LayerEntry.of(name, entry, begin, spool.position());
            if (entry.isFile() && !entry.isLink()) {
                tar.transferTo(sink);
                owners.put(source, name);
            }
            entries.put(name, known);
            if (++count > MOST_ENTRIES || spool.position() > MOST_BYTES) {
                throw refuse("more than " + MOST_ENTRIES + " files or " + (MOST_BYTES >> 30) + " GiB");
            }
        }
    }

    private static GradlockException refuse(String what) {
        return GradlockException.incomplete(
                "files of an image were refused: " + what, "docker pull the image anew, or choose another", null);
    }

    private Layer write(FileChannel spool, Path file) throws IOException {
        MessageDigest digest = Digests.sha256();
        // For names of one file: the first that comes has the bytes, the others point to it.
        Map<String, String> first = new HashMap<>();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(
                        new DigestOutputStream(out, digest), StandardCharsets.UTF_8.name())) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            tar.setAddPaxHeadersForNonAsciiNames(true);
            Map<String, String> linked = linked();
            for (LayerEntry entry : entries.values()) {
                put(tar, resolved(entry, linked, first), spool);
            }
        }
        return new Layer(file, HexFormat.of().formatHex(digest.digest()), Files.size(file));
    }

    /** Returns by the name of each file that has other names, itself: only for these it matters which comes first. */
    private Map<String, String> linked() {
        Map<String, String> linked = new HashMap<>();
        for (LayerEntry entry : entries.values()) {
            if (entry.isHardLink()) {
                String owner = owners.get(entry.link());
                if (owner == null) {
                    throw refuse(entry.name() + " is another name of " + entry.link() + ", which did not change");
                }
                linked.put(entry.name(), owner);
                linked.put(owner, owner);
            }
        }
        return linked;
    }

    private LayerEntry resolved(LayerEntry entry, Map<String, String> linked, Map<String, String> first) {
        String owner = linked.get(entry.name());
        if (owner == null) {
            return entry;
        }
        String earlier = first.putIfAbsent(owner, entry.name());
        LayerEntry bytes = java.util.Objects.requireNonNull(entries.get(owner));
        return earlier == null
                ? entry.as(TarArchiveEntry.LF_NORMAL, "", bytes.offset(), bytes.size())
                : entry.as(TarArchiveEntry.LF_LINK, earlier, 0, 0);
    }

    private static void put(TarArchiveOutputStream tar, LayerEntry entry, FileChannel spool) throws IOException {
        tar.putArchiveEntry(entry.header());
        long left = entry.size();
        java.nio.ByteBuffer buffer = java.nio.ByteBuffer.allocate(1 << 16);
        for (long at = entry.offset(); left > 0; ) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), left));
            int count = spool.read(buffer, at);
            tar.write(buffer.array(), 0, count);
            at += count;
            left -= count;
        }
        tar.closeArchiveEntry();
    }
}
