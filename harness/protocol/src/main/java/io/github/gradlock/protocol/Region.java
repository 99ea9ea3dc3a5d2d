package io.github.gradlock.protocol;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A run of bytes (a file of a folder, or an entry of a zip), read by memory mapping.
 *
 * <p>The pieces of a file stay mapped as long as the region is in use: that costs addresses, and no heap.
 */
final class Region implements Closeable {
    /** Length of the pieces that are mapped; a buffer's size is an int. */
    private static final int PIECE = 1 << 28;

    private final String label;
    private final Source source;
    private final long length;
    private final @Nullable ByteBuffer[] pieces;

    /** Where the bytes are. */
    @FunctionalInterface
    interface Source extends Closeable {
        /** Returns bytes that are there, little-endian, read-only. */
        ByteBuffer map(long position, long size) throws IOException;

        /** Lets go of what it holds; a file of others is not held. */
        @Override
        default void close() throws IOException {}
    }

    Region(String label, Path file, long offset, long length) {
        this(label, (position, size) -> mapped(label, file, offset + position, size), length);
    }

    Region(String label, Source source, long length) {
        this.label = label;
        this.source = source;
        this.length = length;
        this.pieces = new @Nullable ByteBuffer[Math.toIntExact((length + PIECE - 1) / PIECE)];
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

    long length() {
        return length;
    }

    /** Returns bytes of the region, little-endian, read-only. */
    synchronized ByteBuffer map(long position, long size) throws IOException {
        requireWithin(position, size);
        if (size > Integer.MAX_VALUE) {
            throw new BundleException(label + ":byte " + position, size + " bytes in one piece", "split the case");
        }
        int number = (int) (position / PIECE);
        long start = (long) number * PIECE;
        if (size == 0 || position + size > start + PIECE) {
            return source.map(position, size);
        }
        ByteBuffer piece = pieces[number];
        if (piece == null) {
            piece = source.map(start, Math.min(PIECE, length - start));
            pieces[number] = piece;
        }
        return piece.slice((int) (position - start), (int) size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns bytes of the region as the elements of a tensor, however many. */
    TensorData data(long position, long size) throws IOException {
        requireWithin(position, size);
        return new TensorData() {
            @Override
            public long bytes() {
                return size;
            }

            @Override
            public ByteBuffer slice(long at, int count) throws IOException {
                if (at < 0 || count < 0 || at > size - count) {
                    throw new IndexOutOfBoundsException(at + " + " + count + " of " + size + " bytes");
                }
                return map(position + at, count);
            }
        };
    }

    private void requireWithin(long position, long size) throws BundleException {
        if (position < 0 || size < 0 || position > length - size) {
            throw new BundleException(
                    label + ":byte " + position,
                    "no " + size + " bytes here: the file has " + length,
                    "it was cut short or is damaged; take the bundle from its source again");
        }
    }

    /** Returns a small file as a whole. */
    ByteBuffer map(int limit) throws IOException {
        if (length > limit) {
            throw new BundleException(label, "larger than " + limit + " bytes", "this is no file that gradlock wrote");
        }
        return map(0, length);
    }

    String sha256() throws IOException {
        return data(0, length).sha256();
    }

    /** Ends its use; what was mapped stays readable. */
    @Override
    public void close() throws IOException {
        source.close();
    }

    private static ByteBuffer mapped(String label, Path file, long position, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() < position + size) {
                throw new BundleException(label, "became shorter while it was read", "read it when its writer is done");
            }
            return mapped(channel, position, size);
        }
    }

    static ByteBuffer mapped(FileChannel channel, long position, long size) throws IOException {
        return (size == 0 ? ByteBuffer.allocate(0) : channel.map(FileChannel.MapMode.READ_ONLY, position, size))
                .order(ByteOrder.LITTLE_ENDIAN);
    }
}
