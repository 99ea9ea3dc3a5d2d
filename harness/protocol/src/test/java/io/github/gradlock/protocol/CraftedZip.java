package io.github.gradlock.protocol;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** A zip whose directory says whatever a test wants it to. */
final class CraftedZip {
    private final List<Entry> entries = new ArrayList<>();

    /** What is in the file, and what the directory says of it; {@code packedSays} may be another length than that of the bytes. */
    record Entry(String name, int method, byte[] packed, long packedSays, long bytesSay, int crc, boolean again) {}

    CraftedZip add(String name, int method, byte[] packed, long packedSays, long bytesSay, int crc) {
        entries.add(new Entry(name, method, packed, packedSays, bytesSay, crc, false));
        return this;
    }

    /** Adds an entry that says the truth. */
    CraftedZip deflated(String name, byte[] content) {
        byte[] packed = deflate(content);
        return add(name, 8, packed, packed.length, content.length, crc(content));
    }

    CraftedZip stored(String name, byte[] content) {
        return add(name, 0, content, content.length, content.length, crc(content));
    }

    /** Adds an entry that lies where the one before it lies. */
    CraftedZip overTheLast(String name) {
        Entry last = entries.get(entries.size() - 1);
        entries.add(new Entry(name, last.method(), new byte[0], last.packedSays(), last.bytesSay(), last.crc(), true));
        return this;
    }

    Path write(Path file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream directory = new ByteArrayOutputStream();
        int local = 0;
        for (Entry entry : entries) {
            byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
            ByteBuffer common = buffer(26)
                    .putShort((short) 20)
                    .putShort((short) 0)
                    .putShort((short) entry.method())
                    .putInt(0)
                    .putInt(entry.crc())
                    .putInt((int) entry.packedSays())
                    .putInt((int) entry.bytesSay())
                    .putShort((short) name.length)
                    .putShort((short) 0);
            if (!entry.again()) {
                local = out.size();
                out.write(buffer(4).putInt(0x04034b50).array());
                out.write(common.array());
                out.write(name);
                out.write(entry.packed());
            }
            directory.write(buffer(6).putInt(0x02014b50).putShort((short) 20).array());
            directory.write(common.array());
            directory.write(buffer(14).putInt(10, local).array());
            directory.write(name);
        }
        int start = out.size();
        out.write(directory.toByteArray());
        short count = (short) entries.size();
        out.write(buffer(22)
                .putInt(0x06054b50)
                .putInt(0)
                .putShort(count)
                .putShort(count)
                .putInt(directory.size())
                .putInt(start)
                .putShort((short) 0)
                .array());
        return Files.write(file, out.toByteArray());
    }

    static byte[] deflate(byte[] content) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(content);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] piece = new byte[1 << 16];
        while (!deflater.finished()) {
            out.write(piece, 0, deflater.deflate(piece));
        }
        deflater.end();
        return out.toByteArray();
    }

    static int crc(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return (int) crc.getValue();
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
