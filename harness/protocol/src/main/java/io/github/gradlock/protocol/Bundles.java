package io.github.gradlock.protocol;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Opens result bundles, wherever they come from. */
public final class Bundles {
    /** What stands in the place of a large file where it was not fetched. */
    private static final String POINTER = "version https://git-lfs";

    private static final int POINTER_BYTES = 1024;

    private Bundles() {}

    /**
     * Opens a bundle: a folder or zip that {@link BundleWriter} wrote, the folder of a process that did not come to its
     * end, or a safetensors file with keys {@code <case>/<name>}.
     *
     * @throws BundleException if it is none of these, or is cut short, malformed, or not what its checksums say
     */
    public static Bundle open(Path path) throws IOException {
        return open(path, StoredBundle::open);
    }

    /** Opens a bundle for somebody who wants to know all that is wrong with its files. */
    static Bundle openAsItIs(Path path) throws IOException {
        return open(path, StoredBundle::openAsItIs);
    }

    /** Opens the files of a bundle with a manifest. */
    @FunctionalInterface
    private interface Opening {
        Bundle open(Path path, Map<String, Region> files) throws IOException;
    }

    private static Bundle open(Path path, Opening opening) throws IOException {
        if (Files.isDirectory(path)) {
            return openFolder(path, opening);
        }
        Region file = Region.of(path);
        if (ZipReader.isZip(file)) {
            return opening.open(path, ZipReader.read(path));
        }
        if (path.getFileName().toString().endsWith(".safetensors")) {
            return new LoneBundle(path);
        }
        if (file.length() < POINTER_BYTES
                && Files.readString(path, StandardCharsets.ISO_8859_1).startsWith(POINTER)) {
            throw new BundleException(
                    path, "a pointer of Git LFS, and not the bundle that it stands for", "git lfs pull fetches it");
        }
        throw new BundleException(
                path,
                file.length() == 0 ? "an empty file is no bundle" : "neither a zip nor a .safetensors file",
                "name a bundle (.glb), its folder, or a values.safetensors");
    }

    private static Bundle openFolder(Path path, Opening opening) throws IOException {
        if (!Files.isReadable(path) || !Files.isExecutable(path)) {
            throw new BundleException(
                    path, "the folder cannot be read: no permission", "chmod -R u+rX makes it readable");
        }
        if (!Files.exists(path.resolve(StoredBundle.MANIFEST))) {
            if (Files.exists(path.resolve(Session.CASES)) && Files.exists(path.resolve(Session.VALUES))) {
                return new LooseBundle(path);
            }
            if (Files.exists(path.resolve(StoredBundle.CASES)) && Files.exists(path.resolve(StoredBundle.VALUES))) {
                throw new BundleException(
                        path,
                        "no manifest.json: of a bundle that has cases.jsonl and values.safetensors it says what they are",
                        "take the bundle from its source again; values.safetensors can be named alone");
            }
            if (Files.exists(path.resolve(StoredBundle.VALUES))) {
                return new SessionReader(path).isRepeated() ? new LooseBundle(path) : new LoneBundle(path);
            }
            throw new BundleException(
                    path,
                    "the folder holds no bundle: no manifest.json, no values.safetensors",
                    "name the folder that holds one of them");
        }
        Map<String, Region> files = new LinkedHashMap<>();
        for (Path file : BundleWriter.entries(path)) {
            if (Files.isRegularFile(file)) {
                files.put(file.getFileName().toString(), Region.of(file));
            }
        }
        return opening.open(path, files);
    }
}
