package io.github.gradlock.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A run of bytes in a file (a file of a folder, or a stored entry of a zip), read by memory mapping. */
final class Region {
    /** Largest piece that is mapped at once; a buffer's size is an int. */
    private static final int PIECE = 1 << 28;

    private final String label;
    private final Path file;
    private final long offset;
    private final long length;
    private @Nullable ByteBuffer whole;

    Region(String label, Path file, long offset, long length) {
        this.label = label;
        this.file = file;
        this.offset = offset;
        this.length = length;
    }

    static Region of(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new BundleException(file, "no such file", "check the path");
        }
        return new Region(file.toString(), file, 0, Files.size(file));
    }

    /** Returns the name for messages: the path, or {@code bundle.glb!/cases.jsonl}. */
    String label() {
        return label;
    }

    /** Returns where it starts in its file. */
    long offset() {
        return offset;
    }

    long length() {
        return length;
    }

    /** Returns bytes of the region, little-endian, read-only. */
    synchronized ByteBuffer map(long position, long size) throws IOException {
        if (position < 0 || size < 0 || position > length - size || size > Integer.MAX_VALUE) {
            throw new BundleException(
                    label + ":byte " + position,
                    "no " + size + " bytes here: the file has " + length,
                    "it was cut short or is damaged; take the bundle from its source again");
        }
        if (length > PIECE) {
            return mapped(position, size);
        }
        ByteBuffer all = whole;
        if (all == null) {
            all = mapped(0, length);
            whole = all;
        }
        return all.slice((int) position, (int) size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns a small file as a whole. */
    ByteBuffer map(int limit) throws IOException {
        if (length > limit) {
            throw new BundleException(label, "larger than " + limit + " bytes", "this is no file that gradlock wrote");
        }
        return map(0, length);
    }

    String sha256() throws IOException {
        Sha256 hash = new Sha256();
        for (long at = 0; at < length; at += PIECE) {
            hash.update(map(at, Math.min(PIECE, length - at)));
        }
        return hash.hex();
    }

    private ByteBuffer mapped(long position, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() < offset + position + size) {
                throw new BundleException(label, "became shorter while it was read", "read it when its writer is done");
            }
            return size == 0
                    ? ByteBuffer.allocate(0).order(ByteOrder.LITTLE_ENDIAN)
                    : channel.map(FileChannel.MapMode.READ_ONLY, offset + position, size)
                            .order(ByteOrder.LITTLE_ENDIAN);
        }
    }
}
