package io.github.gradlock.protocol;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Zips whose entries are stored, so that they can be mapped where they lie: written sorted and with fixed times, read
 * with the suspicion that a file from elsewhere deserves.
 *
 * <p>The reader takes the central directory (APPNOTE.TXT 4.3, with zip64) and refuses names that could leave the folder,
 * duplicates, compressed or encrypted entries, and entries that overlap each other.
 */
final class StoredZip {
    /** A time without ambiguity: the zip format's first day is taken by the JDK to mean "earlier". */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private static final String CUT = "it was cut short or is no bundle; take it from its source again";
    private static final int PIECE = 1 << 26;

    private StoredZip() {}

    /** Writes the files of a folder, sorted by name. */
    static void write(Path folder, Path archive) throws IOException {
        try (OutputStream file = Files.newOutputStream(archive);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            WritableByteChannel out = Channels.newChannel(zip);
            for (Path path : BundleWriter.entries(folder)) {
                Region region = Region.of(path);
                CRC32 crc = new CRC32();
                for (long at = 0; at < region.length(); at += PIECE) {
                    crc.update(region.map(at, Math.min(PIECE, region.length() - at)));
                }
                ZipEntry entry = new ZipEntry(path.getFileName().toString());
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(region.length());
                entry.setCompressedSize(region.length());
                entry.setCrc(crc.getValue());
                entry.setTimeLocal(TIME);
                zip.putNextEntry(entry);
                for (long at = 0; at < region.length(); at += PIECE) {
                    out.write(region.map(at, Math.min(PIECE, region.length() - at)));
                }
                zip.closeEntry();
            }
        }
    }

    /** Returns whether a file begins as a zip does. */
    static boolean isZip(Region file) throws IOException {
        return file.length() >= 4 && (file.map(0, 4).getInt(0) & 0xffff) == 0x4b50;
    }

    /** Returns the entries by name, in their order. */
    static Map<String, Region> read(Path path) throws IOException {
        Region file = Region.of(path);
        long end = endOfCentralDirectory(file);
        ByteBuffer record = file.map(end, 22);
        long count = Short.toUnsignedLong(record.getShort(10));
        long size = Integer.toUnsignedLong(record.getInt(12));
        long start = Integer.toUnsignedLong(record.getInt(16));
        if (end >= 20 && file.map(end - 20, 4).getInt(0) == 0x07064b50) {
            ByteBuffer record64 = file.map(file.map(end - 20, 20).getLong(8), 56);
            count = record64.getLong(32);
            size = record64.getLong(40);
            start = record64.getLong(48);
        }
        if (count < 0
                || count > Limits.ZIP_ENTRIES
                || size < 0
                || start < 0
                || size > (1 << 20)
                || start + size > end) {
            throw new BundleException(path, "a zip directory of " + count + " entries, " + size + " bytes", CUT);
        }
        return entries(path, file, file.map(start, size), count, start);
    }

    private static long endOfCentralDirectory(Region file) throws IOException {
        for (long at = file.length() - 22; at >= 0 && at > file.length() - 22 - 0xffff; at--) {
            if (file.map(at, 4).getInt(0) == 0x06054b50) {
                return at;
            }
        }
        throw new BundleException(file.label(), "a zip without its directory, which is at the end of the file", CUT);
    }

    private static Map<String, Region> entries(Path path, Region file, ByteBuffer directory, long count, long start)
            throws IOException {
        Map<String, Region> entries = new LinkedHashMap<>();
        int at = 0;
        for (long i = 0; i < count; i++) {
            if (directory.limit() - at < 46 || directory.getInt(at) != 0x02014b50) {
                throw new BundleException(path + ":byte " + (start + at), "no directory entry where one must be", CUT);
            }
            int nameLength = Short.toUnsignedInt(directory.getShort(at + 28));
            int extraLength = Short.toUnsignedInt(directory.getShort(at + 30));
            int commentLength = Short.toUnsignedInt(directory.getShort(at + 32));
            if (directory.limit() - at - 46 < nameLength + extraLength + commentLength) {
                throw new BundleException(path + ":byte " + (start + at), "a directory entry that is cut", CUT);
            }
            byte[] name = new byte[nameLength];
            directory.get(at + 46, name);
            String entry = checkedName(path, new String(name, StandardCharsets.UTF_8));
            ByteBuffer head = directory.slice(at, 46 + nameLength + extraLength).order(ByteOrder.LITTLE_ENDIAN);
            Region region = region(path, file, entry, head, 46 + nameLength, start);
            if (!entry.endsWith("/") && entries.put(entry, region) != null) {
                throw new BundleException(path, "two entries named '" + entry + "'", "zip the folder anew");
            }
            at += 46 + nameLength + extraLength + commentLength;
        }
        requireApart(path, entries);
        return entries;
    }

    /** Refuses entries that share bytes, as the small archives do that unpack to terabytes. */
    private static void requireApart(Path path, Map<String, Region> entries) throws BundleException {
        List<Region> ordered = new ArrayList<>(entries.values());
        ordered.sort(Comparator.comparingLong(Region::offset));
        for (int i = 1; i < ordered.size(); i++) {
            Region before = ordered.get(i - 1);
            if (ordered.get(i).offset() < before.offset() + before.length() + 30) {
                throw new BundleException(
                        path,
                        "two entries overlap: " + before.label() + " and "
                                + ordered.get(i).label(),
                        CUT);
            }
        }
    }

    private static String checkedName(Path path, String name) throws BundleException {
        boolean escapes = name.startsWith("/")
                || name.contains("\\")
                || name.contains(":")
                || name.indexOf('\0') >= 0
                || List.of(name.split("/", -1)).contains("..");
        if (escapes || name.isEmpty()) {
            throw new BundleException(
                    path, "entry '" + name + "' would lie outside the bundle", "do not use this file: it is hostile");
        }
        return name;
    }

    private static Region region(Path path, Region file, String name, ByteBuffer head, int extra, long directory)
            throws IOException {
        int flags = head.getShort(8);
        int method = head.getShort(10);
        if ((flags & 1) != 0 || method != 0) {
            throw new BundleException(
                    path,
                    "entry '" + name + "' is " + ((flags & 1) != 0 ? "encrypted" : "compressed"),
                    "a bundle's entries are stored: zip -0 -X BUNDLE.glb *");
        }
        long[] wide = {
            Integer.toUnsignedLong(head.getInt(24)), // size
            Integer.toUnsignedLong(head.getInt(20)), // compressed size
            Integer.toUnsignedLong(head.getInt(42)) // offset of the local header
        };
        widen(head, extra, wide);
        long local = wide[2];
        if (wide[0] != wide[1] || wide[0] < 0 || local < 0 || local > directory - 30) {
            throw new BundleException(path, "entry '" + name + "' lies outside the file", CUT);
        }
        ByteBuffer header = file.map(local, 30);
        long data = local + 30 + Short.toUnsignedLong(header.getShort(26)) + Short.toUnsignedLong(header.getShort(28));
        if (header.getInt(0) != 0x04034b50 || data > directory || wide[0] > directory - data) {
            throw new BundleException(path, "entry '" + name + "' lies outside the file", CUT);
        }
        return new Region(path + "!/" + name, path, data, wide[0]);
    }

    /** Replaces sizes and offset of all ones by those of the zip64 extra field, which lists just these, in this order. */
    private static void widen(ByteBuffer head, int extra, long[] fields) {
        int at = extra;
        while (at + 4 <= head.limit()) {
            int length = Short.toUnsignedInt(head.getShort(at + 2));
            int item = at + 4;
            int end = Math.min(head.limit(), item + length);
            for (int i = 0; head.getShort(at) == 1 && i < fields.length; i++) {
                if (fields[i] == 0xffff_ffffL && item + 8 <= end) {
                    fields[i] = head.getLong(item);
                    item += 8;
                }
            }
            at += 4 + length;
        }
    }
}
