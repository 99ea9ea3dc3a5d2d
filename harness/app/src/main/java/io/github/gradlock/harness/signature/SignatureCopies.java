package io.github.gradlock.harness.signature;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.protocol.HalfWritten;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The signatures beside a bundle as they were read, to be written beside another place of it. */
public final class SignatureCopies {
    private final Map<Path, byte[]> contents = new LinkedHashMap<>();

    private SignatureCopies() {}

    /**
     * Reads the signatures, and writes nothing yet.
     *
     * @param replace whether signatures beside the other place may be replaced
     * @throws GradlockException if one is no plain file that holds a signature, or one is there already and may not be replaced
     */
    static SignatureCopies of(BundleSignature bundle, Path other, boolean replace) throws IOException {
        SignatureCopies copies = new SignatureCopies();
        for (Map.Entry<SignatureFormat, Path> file : bundle.files().entrySet()) {
            Path copy = file.getKey().beside(other);
            if (!isSame(copy, file.getValue())) {
                byte[] content = content(file.getKey(), file.getValue());
                requireFree(copy, replace);
                copies.contents.put(copy, content);
            }
        }
        return copies;
    }

    private static boolean isSame(Path one, Path two) {
        return one.toAbsolutePath().normalize().equals(two.toAbsolutePath().normalize());
    }

    private static void requireFree(Path copy, boolean replace) {
        if (Files.isDirectory(copy, LinkOption.NOFOLLOW_LINKS)) {
            throw GradlockException.badInput(
                    copy.toString(), "is a folder, and a signature is to be written", "name another place: --output");
        }
        if (!replace && Files.exists(copy, LinkOption.NOFOLLOW_LINKS)) {
            throw GradlockException.badInput(
                    copy.toString(),
                    "is there already, and the bundle's signature is to go with it",
                    "--replace replaces it; or name another place: --output");
        }
    }

    /** What came with a bundle may be a link to a file of the person's, which would then travel with the bundle. */
    private static byte[] content(SignatureFormat format, Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw noSignature(file, "is a link, and no plain file");
        }
        byte[] content;
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            content = in.readNBytes(BundleSignature.MOST_BYTES + 1);
        }
        String first = new String(content, StandardCharsets.ISO_8859_1)
                .lines()
                .findFirst()
                .orElse("");
        if (content.length > BundleSignature.MOST_BYTES || !first.equals(format.firstLine())) {
            throw noSignature(file, "is no signature: its first line is not " + format.firstLine());
        }
        return content;
    }

    private static GradlockException noSignature(Path file, String problem) {
        return GradlockException.badInput(
                file.toString(),
                problem,
                "nothing was written, as it would go with the bundle; take it from its source again, or move it away");
    }

    /**
     * Writes the copies, each in one step.
     *
     * @return their files
     */
    public List<Path> write() throws IOException {
        for (Map.Entry<Path, byte[]> copy : contents.entrySet()) {
            put(copy.getKey(), copy.getValue());
        }
        return List.copyOf(contents.keySet());
    }

    /** Writes a signature, which appears under its name in one step and replaces one of that name. */
    static void put(Path target, byte[] content) throws IOException {
        Path unfinished = HalfWritten.beside(target);
        try {
            Files.write(unfinished, content);
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
