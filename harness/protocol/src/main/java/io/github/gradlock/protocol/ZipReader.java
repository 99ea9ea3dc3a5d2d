package io.github.gradlock.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/**
 * Reads zips with the suspicion that a file from elsewhere deserves. Stored entries are mapped where they lie, deflated ones inflated when
 * something of them is read.
 *
 * <p>The reader takes the central directory (APPNOTE.TXT 4.3, with zip64) and refuses names that could leave the folder,
 * duplicates, encrypted entries, methods other than these two, entries that overlap each other, and sizes that no bundle has.
 */
final class ZipReader {
    private static final String CUT = "it was cut short or is no bundle; take it from its source again";

    private ZipReader() {}

    /**
     * An entry as the directory describes it.
     *
     * @param name within the zip
     * @param deflated whether it is compressed
     * @param offset of its bytes in the file
     * @param packed length of these bytes
     * @param bytes length of what they hold
     * @param crc CRC-32 of what they hold
     */
    record Entry(String name, boolean deflated, long offset, long packed, long bytes, int crc) {
        Region region(Path zip) {
            String label = zip + "!/" + name;
            Region stored = new Region(label, zip, offset, packed);
            return deflated ? new Region(label, new InflatedEntry(label, stored, bytes, crc), bytes) : stored;
        }
    }

    /** Returns whether a file begins as a zip does. */
    static boolean isZip(Region file) throws IOException {
        return file.length() >= 4 && (file.map(0, 4).getInt(0) & 0xffff) == 0x4b50;
    }

    /** Returns the files in it by name, in their order. The manifest vouches for the others, so that it is compared with its CRC at once. */
    static Map<String, Region> read(Path path) throws IOException {
        Map<String, Region> files = new LinkedHashMap<>();
        for (Entry entry : entries(path).values()) {
            Region region = entry.region(path);
            files.put(entry.name(), region);
            if (entry.name().equals(StoredBundle.MANIFEST) && entry.bytes() <= Limits.DOCUMENT_BYTES) {
                requireCrc(entry, region);
            }
        }
        return files;
    }

    private static void requireCrc(Entry entry, Region region) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(region.map(0, region.length()));
        if ((int) crc.getValue() != entry.crc()) {
            throw new BundleException(
                    region.label(), "it has not the CRC-32 that the zip's directory says", BundleException.DAMAGED);
        }
    }

    /** Returns the entries by name, in their order. */
    static Map<String, Entry> entries(Path path) throws IOException {
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

    private static Map<String, Entry> entries(Path path, Region file, ByteBuffer directory, long count, long start)
            throws IOException {
        Map<String, Entry> entries = new LinkedHashMap<>();
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
            Entry read = entry(path, file, entry, head, 46 + nameLength, start);
            if (!entry.endsWith("/") && entries.put(entry, read) != null) {
                throw new BundleException(path, "two entries named '" + entry + "'", "zip the folder anew");
            }
            at += 46 + nameLength + extraLength + commentLength;
        }
        requireApart(path, entries);
        requireModest(path, entries);
        return entries;
    }

    /** Refuses entries that share bytes, as the small archives do that unpack to terabytes. */
    private static void requireApart(Path path, Map<String, Entry> entries) throws BundleException {
        List<Entry> ordered = new ArrayList<>(entries.values());
        ordered.sort(Comparator.comparingLong(Entry::offset));
        for (int i = 1; i < ordered.size(); i++) {
            Entry before = ordered.get(i - 1);
            Entry after = ordered.get(i);
            if (after.offset() < before.offset() + before.packed() + 30) {
                throw new BundleException(
                        path, "two entries overlap: '" + before.name() + "' and '" + after.name() + "'", CUT);
            }
        }
    }

    /** Refuses what a few bytes would inflate to before anything is inflated; more than is said here never is. */
    private static void requireModest(Path path, Map<String, Entry> entries) throws BundleException {
        long sum = 0;
        for (Entry entry : entries.values()) {
            if (entry.deflated() && !isModest(entry.bytes(), entry.packed())) {
                throw new BundleException(
                        path,
                        "entry '" + entry.name() + "' would inflate from " + entry.packed() + " to " + entry.bytes()
                                + " bytes; at most " + Limits.INFLATION + " times are allowed",
                        "do not use this file: it is hostile");
            }
            sum += entry.deflated() ? Math.min(entry.bytes(), Limits.INFLATED_BYTES + 1) : 0;
        }
        if (sum > Limits.INFLATED_BYTES) {
            throw new BundleException(
                    path,
                    "its deflated entries inflate to more than " + Limits.INFLATED_BYTES + " bytes",
                    "pack it without --compress: stored entries may have any length");
        }
    }

    /** Returns whether a compressed length is enough for what it is to hold. */
    static boolean isModest(long bytes, long packed) {
        return bytes <= Limits.INFLATED_IN_MEMORY || bytes / Limits.INFLATION <= packed;
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

    private static Entry entry(Path path, Region file, String name, ByteBuffer head, int extra, long directory)
            throws IOException {
        int flags = head.getShort(8);
        int method = Short.toUnsignedInt(head.getShort(10));
        if ((flags & 1) != 0 || method != ZipEntry.STORED && method != ZipEntry.DEFLATED) {
            throw new BundleException(
                    path,
                    "entry '" + name + "' is " + ((flags & 1) != 0 ? "encrypted" : "compressed by method " + method),
                    "a bundle's entries are stored or deflated: gradlock bundle pack, or zip -X BUNDLE.glb *");
        }
        long[] wide = {
            Integer.toUnsignedLong(head.getInt(24)), // size
            Integer.toUnsignedLong(head.getInt(20)), // compressed size
            Integer.toUnsignedLong(head.getInt(42)) // offset of the local header
        };
        widen(head, extra, wide);
        long local = wide[2];
        boolean deflated = method == ZipEntry.DEFLATED;
        if (!deflated && wide[0] != wide[1] || wide[0] < 0 || wide[1] < 0 || local < 0 || local > directory - 30) {
            throw new BundleException(path, "entry '" + name + "' lies outside the file", CUT);
        }
        ByteBuffer header = file.map(local, 30);
        long data = local + 30 + Short.toUnsignedLong(header.getShort(26)) + Short.toUnsignedLong(header.getShort(28));
        if (header.getInt(0) != 0x04034b50 || data > directory || wide[1] > directory - data) {
            throw new BundleException(path, "entry '" + name + "' lies outside the file", CUT);
        }
        return new Entry(name, deflated, data, wide[1], wide[0], head.getInt(16));
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
