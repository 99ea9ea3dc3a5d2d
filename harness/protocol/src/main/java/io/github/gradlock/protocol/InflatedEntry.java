package io.github.gradlock.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * A deflated entry of a zip, inflated as a whole when something of it is read first: a short one in memory, a longer one in a temporary
 * file without a name, which is mapped and goes with the process.
 */
final class InflatedEntry implements Region.Source {
    private static final int PIECE = 1 << 16;

    private final String label;
    private final Region deflated;
    private final long bytes;
    private final int crc;
    private @Nullable ByteBuffer memory;
    private @Nullable FileChannel file;

    /** Takes the next bytes, in their order. */
    @FunctionalInterface
    private interface Sink {
        void put(byte[] piece, int count) throws IOException;
    }

    /**
     * @param label for messages
     * @param deflated the compressed bytes
     * @param bytes how many they are to become: not one more is ever written
     * @param crc CRC-32 of what they are to become
     */
    InflatedEntry(String label, Region deflated, long bytes, int crc) {
        this.label = label;
        this.deflated = deflated;
        this.bytes = bytes;
        this.crc = crc;
    }

    @Override
    public synchronized ByteBuffer map(long position, long size) throws IOException {
        if (bytes <= Limits.INFLATED_IN_MEMORY) {
            ByteBuffer whole = memory;
            if (whole == null) {
                whole = inMemory();
                memory = whole;
            }
            return whole.slice((int) position, (int) size).order(ByteOrder.LITTLE_ENDIAN);
        }
        FileChannel whole = file;
        if (whole == null) {
            whole = inFile();
            file = whole;
        }
        return Region.mapped(whole, position, size);
    }

    private ByteBuffer inMemory() throws IOException {
        ByteBuffer whole = ByteBuffer.allocate((int) bytes);
        inflate((piece, count) -> whole.put(piece, 0, count));
        return whole.flip().asReadOnlyBuffer();
    }

    private FileChannel inFile() throws IOException {
        Path temporary = Files.createTempFile("gradlock-", ".inflated");
        FileChannel channel = null;
        boolean whole = false;
        try {
            long free = Files.getFileStore(temporary).getUsableSpace();
            if (free < bytes) {
                throw new BundleException(
                        label,
                        "inflated it has " + bytes + " bytes, and " + temporary.getParent() + " has " + free + " left",
                        "name another folder: JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=DIR");
            }
            // Where the system can, the name is gone from here on, so that nothing is left of a process that is killed.
            channel = FileChannel.open(
                    temporary, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            FileChannel out = channel;
            inflate((piece, count) -> SafetensorsWriter.writeAll(out, ByteBuffer.wrap(piece, 0, count)));
            whole = true;
            return channel;
        } finally {
            if (!whole) {
                if (channel != null) {
                    channel.close();
                }
                Files.deleteIfExists(temporary);
            }
        }
    }

    private void inflate(Sink sink) throws IOException {
        Inflater inflater = new Inflater(true);
        try {
            CRC32 sum = new CRC32();
            byte[] piece = new byte[PIECE];
            long read = 0;
            long written = 0;
            while (!inflater.finished()) {
                if (inflater.needsInput() && read < deflated.length()) {
                    long next = Math.min(PIECE, deflated.length() - read);
                    inflater.setInput(deflated.map(read, next));
                    read += next;
                }
                int count = inflater.inflate(piece);
                if (count > bytes - written) {
                    throw fault("it inflates to more than the " + bytes + " bytes that the zip's directory says");
                }
                if (count == 0 && !inflater.finished() && (read == deflated.length() || inflater.needsDictionary())) {
                    throw fault("its deflated bytes end before their end: " + written + " of " + bytes + " bytes");
                }
                sum.update(piece, 0, count);
                sink.put(piece, count);
                written += count;
            }
            if (written < bytes || inflater.getBytesRead() < deflated.length()) {
                throw fault("it inflates to " + written + " bytes of " + inflater.getBytesRead()
                        + ", the zip's directory says " + bytes + " of " + deflated.length());
            }
            if ((int) sum.getValue() != crc) {
                throw fault("it has not the CRC-32 that the zip's directory says");
            }
        } catch (DataFormatException malformed) {
            throw fault("its deflated bytes are malformed: " + malformed.getMessage());
        } finally {
            inflater.end();
        }
    }

    private BundleException fault(String message) {
        return new BundleException(label, message, BundleException.DAMAGED);
    }

    @Override
    public synchronized void close() throws IOException {
        FileChannel open = file;
        if (open != null) {
            open.close();
        }
    }
}
