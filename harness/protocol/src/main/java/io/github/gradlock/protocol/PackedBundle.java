package io.github.gradlock.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A bundle as one file, for its way to another machine, and as a folder again. */
public final class PackedBundle {
    private static final int PIECE = 1 << 20;

    private PackedBundle() {}

    /**
     * A file of a bundle.
     *
     * @param name within the bundle
     * @param bytes its length
     * @param packed length of what is kept of it; less where it is deflated
     * @param deflated whether it is
     */
    public record Content(String name, long bytes, long packed, boolean deflated) {}

    /**
     * Makes a zip of a bundle, which appears under its name in one step and replaces one of that name. All of it is hashed before: what
     * is kept is whole. The zip holds the manifest and what it vouches for, nothing else.
     *
     * @param bundle a folder or a zip with a manifest
     * @param target path of the zip
     * @param compress whether files are deflated of which that takes a quarter off; the others are stored, and the same files then make
     *     the same zip everywhere
     * @param listener hears how far it is
     * @throws BundleException if the bundle has no manifest, or a file of it is not what the manifest says
     */
    public static void pack(Path bundle, Path target, boolean compress, BundleCheck.Listener listener)
            throws IOException {
        try (StoredBundle opened = vouched(bundle, Bundles.open(bundle))) {
            verify(opened, listener);
            write(vouched(opened), target, compress, listener);
        }
    }

    /**
     * Makes a folder of a bundle, which appears under its name in one step and replaces a bundle's folder of that name. All of it is
     * hashed before.
     *
     * @param bundle a zip, or a folder, with a manifest
     * @param target path of the folder
     * @param listener hears how far it is
     * @throws BundleException if the bundle has no manifest, a file of it is not what the manifest says, or the target is no bundle
     */
    public static void unpack(Path bundle, Path target, BundleCheck.Listener listener) throws IOException {
        try (StoredBundle opened = vouched(bundle, Bundles.open(bundle))) {
            verify(opened, listener);
            Files.createDirectories(target.toAbsolutePath().resolve("..").normalize());
            Path folder = Files.createDirectory(HalfWritten.beside(target));
            try {
                for (Map.Entry<String, Region> file : vouched(opened).entrySet()) {
                    copy(file.getValue(), folder.resolve(file.getKey()), listener);
                }
                BundleWriter.moveInto(target, folder);
            } finally {
                BundleWriter.delete(folder);
            }
        }
    }

    /** Returns the manifest's text as it is: what a signature is over. */
    public static byte[] manifest(Path bundle) throws IOException {
        try (StoredBundle opened = vouched(bundle, Bundles.openAsItIs(bundle))) {
            ByteBuffer text = opened.manifestText().map(Limits.DOCUMENT_BYTES);
            byte[] bytes = new byte[text.remaining()];
            text.get(bytes);
            return bytes;
        }
    }

    /** Returns the files of a folder, of a zip, or the one file that is the bundle, sorted by name. */
    public static List<Content> contents(Path bundle) throws IOException {
        List<Content> contents = new ArrayList<>();
        if (Files.isDirectory(bundle)) {
            for (Path file : BundleWriter.entries(bundle)) {
                if (Files.isRegularFile(file)) {
                    long bytes = Files.size(file);
                    contents.add(new Content(file.getFileName().toString(), bytes, bytes, false));
                }
            }
        } else if (ZipReader.isZip(Region.of(bundle))) {
            SortedMap<String, ZipReader.Entry> entries = new TreeMap<>(CodePointOrder.INSTANCE);
            entries.putAll(ZipReader.entries(bundle));
            entries.values()
                    .forEach(each ->
                            contents.add(new Content(each.name(), each.bytes(), each.packed(), each.deflated())));
        } else {
            long bytes = Files.size(bundle);
            contents.add(new Content(bundle.getFileName().toString(), bytes, bytes, false));
        }
        return List.copyOf(contents);
    }

    /** Writes a zip under another name first, syncs it, and puts it in its place. */
    static void write(SortedMap<String, Region> files, Path target, boolean compress, BundleCheck.Listener listener)
            throws IOException {
        Path parent =
                Files.createDirectories(target.toAbsolutePath().resolve("..").normalize());
        Path archive = HalfWritten.beside(target);
        try {
            ZipWriter.write(files, archive, compress, listener);
            BundleWriter.sync(archive);
            Files.move(archive, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            BundleWriter.syncFolder(parent);
        } finally {
            Files.deleteIfExists(archive);
        }
    }

    /** Hashes everything; it is read once more when it is written. */
    private static void verify(StoredBundle bundle, BundleCheck.Listener listener) throws IOException {
        listener.begun(2
                * bundle.manifest().files().values().stream()
                        .mapToLong(Manifest.Content::bytes)
                        .sum());
        bundle.verify(new ByteMeter(listener));
    }

    private static StoredBundle vouched(Path bundle, Bundle opened) throws IOException {
        if (opened instanceof StoredBundle stored) {
            return stored;
        }
        opened.close();
        throw new BundleException(
                bundle, "no manifest.json", "only what gradlock wrote as a bundle can be packed, unpacked or signed");
    }

    /** Returns the manifest and the files that it names, sorted. */
    private static SortedMap<String, Region> vouched(StoredBundle bundle) throws BundleException {
        SortedMap<String, Region> files = new TreeMap<>(CodePointOrder.INSTANCE);
        for (Map.Entry<String, Region> file : bundle.files().entrySet()) {
            String name = file.getKey();
            if (name.equals(StoredBundle.MANIFEST) || bundle.manifest().files().containsKey(name)) {
                bundle.requirePlain(name);
                files.put(name, file.getValue());
            }
        }
        return files;
    }

    private static void copy(Region from, Path to, BundleCheck.Listener listener) throws IOException {
        try (FileChannel out = FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long at = 0; at < from.length(); at += PIECE) {
                int count = (int) Math.min(PIECE, from.length() - at);
                SafetensorsWriter.writeAll(out, from.map(at, count));
                listener.advanced(count);
            }
        }
    }
}
