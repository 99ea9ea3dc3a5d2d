package io.github.gradlock.protocol;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes zips, sorted by name and with fixed times. Stored entries can be mapped where they lie, and the same files make the same zip
 * everywhere; deflated ones are smaller, by zlib's release, which is not the same everywhere.
 */
final class ZipWriter {
    /** A time without ambiguity: the zip format's first day is taken by the JDK to mean "earlier". */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private static final int PIECE = 1 << 20;

    /** Of a longer file, pieces are tried that are spread over it. */
    private static final int SAMPLE = 1 << 16;

    private static final int SAMPLES = 64;

    private ZipWriter() {}

    /**
     * Writes a zip.
     *
     * @param files by name
     * @param compress whether to deflate files of which that takes a quarter off, as far as the reader accepts it
     * @param listener hears what is written
     */
    static void write(SortedMap<String, Region> files, Path archive, boolean compress, BundleCheck.Listener listener)
            throws IOException {
        Set<String> deflated = new HashSet<>();
        long sum = 0;
        for (Map.Entry<String, Region> file : files.entrySet()) {
            long length = file.getValue().length();
            if (compress && sum + length <= Limits.INFLATED_BYTES && isWorthwhile(file.getValue())) {
                deflated.add(file.getKey());
                sum += length;
            }
        }
        Set<String> refused = write(files, archive, deflated, listener);
        if (!refused.isEmpty()) {
            // Only a long file of hardly anything but repetitions; it is stored, as if it had not been tried.
            deflated.removeAll(refused);
            write(files, archive, deflated, listener);
        }
    }

    /** Returns the deflated files that the reader would take for an attack. */
    private static Set<String> write(
            SortedMap<String, Region> files, Path archive, Set<String> deflated, BundleCheck.Listener listener)
            throws IOException {
        Set<String> refused = new HashSet<>();
        try (OutputStream file = Files.newOutputStream(archive);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            WritableByteChannel out = Channels.newChannel(zip);
            for (Map.Entry<String, Region> each : files.entrySet()) {
                Region region = each.getValue();
                ZipEntry entry = new ZipEntry(each.getKey());
                entry.setTimeLocal(TIME);
                if (!deflated.contains(each.getKey())) {
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(region.length());
                    entry.setCompressedSize(region.length());
                    entry.setCrc(crc(region));
                }
                zip.putNextEntry(entry);
                for (long at = 0; at < region.length(); at += PIECE) {
                    int count = (int) Math.min(PIECE, region.length() - at);
                    out.write(region.map(at, count));
                    listener.advanced(count);
                }
                zip.closeEntry();
                if (deflated.contains(each.getKey())
                        && !ZipReader.isModest(region.length(), entry.getCompressedSize())) {
                    refused.add(each.getKey());
                }
            }
        }
        return refused;
    }

    private static long crc(Region region) throws IOException {
        CRC32 crc = new CRC32();
        for (long at = 0; at < region.length(); at += PIECE) {
            crc.update(region.map(at, Math.min(PIECE, region.length() - at)));
        }
        return crc.getValue();
    }

    private static boolean isWorthwhile(Region region) throws IOException {
        long length = region.length();
        long step = Math.max(SAMPLE, length / SAMPLES);
        long tried = 0;
        long packed = 0;
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            byte[] target = new byte[2 * SAMPLE];
            for (long at = 0; at < length; at += step) {
                int count = (int) Math.min(SAMPLE, length - at);
                deflater.reset();
                deflater.setInput(region.map(at, count));
                deflater.finish();
                packed += deflater.deflate(target);
                tried += count;
            }
        } finally {
            deflater.end();
        }
        return tried - packed > tried / 4;
    }
}
