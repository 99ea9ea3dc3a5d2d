package io.github.gradlock.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of more than 4 GiB, which hold nothing in between and so take hardly any disk. */
class LargeFileTests {
    private static final long ROWS = 1_200_000_000L;
    private static final String HEADER =
            "{\"big/w\":{\"dtype\":\"F32\",\"shape\":[" + ROWS + "],\"data_offsets\":[0," + 4 * ROWS + "]}}";

    @TempDir
    private Path folder;

    @Test
    void readsATensorThatIsLargerThanABuffer() throws IOException {
        Path file = folder.resolve("values.safetensors");
        int header = (HEADER.length() + 7) / 8 * 8;
        long last = 8 + header + 4 * ROWS - 4;
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer start = ByteBuffer.allocate(8 + header).order(ByteOrder.LITTLE_ENDIAN);
            start.putLong(header).put(String.format("%-" + header + "s", HEADER).getBytes(StandardCharsets.UTF_8));
            out.write(start.flip(), 0);
            out.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}), last);
        }
        try (Bundle bundle = Bundles.open(file)) {
            TensorData data = bundle.tensor("big", "w");
            assertEquals(4 * ROWS, data.bytes());
            assertEquals(0x04030201, data.slice(4 * ROWS - 4, 4).getInt(0));
            // Across the end of what is mapped at once.
            assertEquals(16, data.slice((1L << 28) - 8 - header - 8, 16).remaining());
            assertThrows(BundleException.class, data::whole);
            assertThrows(IndexOutOfBoundsException.class, () -> data.slice(4 * ROWS - 4, 8));
        }
    }

    @Test
    void readsEntriesBehindTheFirstFourGibibytesOfAZip() throws IOException {
        Path file = folder.resolve("large.glb");
        byte[] tail = "behind".getBytes(StandardCharsets.UTF_8);
        long size = 4 * ROWS;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream holes = new Holes(channel);
                ZipOutputStream zip = new ZipOutputStream(holes)) {
            byte[] zeros = new byte[1 << 24];
            CRC32 crc = new CRC32();
            for (long at = 0; at < size; at += zeros.length) {
                crc.update(zeros, 0, (int) Math.min(zeros.length, size - at));
            }
            zip.putNextEntry(stored("values.safetensors", size, crc.getValue()));
            for (long at = 0; at < size; at += zeros.length) {
                zip.write(zeros, 0, (int) Math.min(zeros.length, size - at));
            }
            zip.closeEntry();
            crc.reset();
            crc.update(tail);
            zip.putNextEntry(stored("z.txt", tail.length, crc.getValue()));
            zip.write(tail);
            zip.closeEntry();
        }
        var entries = ZipReader.read(file);
        Region values = entries.get("values.safetensors");
        assertEquals(size, values == null ? 0 : values.length());
        Region behind = entries.get("z.txt");
        assertEquals(
                "behind",
                behind == null
                        ? ""
                        : StandardCharsets.UTF_8
                                .decode(behind.map(0, tail.length))
                                .toString());
    }

    private static ZipEntry stored(String name, long size, long crc) {
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(size);
        entry.setCrc(crc);
        return entry;
    }

    /** Leaves out long runs of zeros. */
    private static final class Holes extends OutputStream {
        private final FileChannel channel;

        Holes(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void write(int value) throws IOException {
            Channels.newOutputStream(channel).write(value);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            if (count == 1 << 24) {
                channel.position(channel.position() + count);
            } else {
                Channels.newOutputStream(channel).write(bytes, from, count);
            }
        }
    }
}
