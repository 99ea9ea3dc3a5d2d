package io.github.gradlock.harness.channel;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * SHA-256 of {@code lib/modules}, remembered by path, size and time of last change: the file has over a hundred megabytes.
 *
 * <p>The memory is one line a file, {@code sha256 size nanoseconds path}; a line that does not read is forgotten.
 */
public final class ModulesDigest {
    private static final String FILE_NAME = "jdk-modules.sha256";

    private final Path memory;

    /** Remembers in a folder, which is made when there is something to remember. */
    public ModulesDigest(Path cacheDirectory) {
        this.memory = cacheDirectory.resolve(FILE_NAME);
    }

    /** Returns the SHA-256 of a file, hexadecimal. */
    public synchronized String of(Path file) {
        try {
            String key = Files.size(file) + " "
                    + Files.getLastModifiedTime(file).to(java.util.concurrent.TimeUnit.NANOSECONDS) + " "
                    + file.toRealPath();
            Map<String, String> known = recall();
            String digest = known.get(key);
            if (digest == null) {
                digest = sha256(file);
                known.put(key, digest);
                remember(known);
            }
            return digest;
        } catch (IOException problem) {
            throw GradlockException.incomplete(
                    "cannot read " + file + ": " + Reason.of(problem),
                    "check the JDK's files and permissions",
                    problem);
        }
    }

    private Map<String, String> recall() {
        Map<String, String> known = new TreeMap<>();
        try {
            for (String line : Files.readAllLines(memory, StandardCharsets.UTF_8)) {
                if (line.matches("[0-9a-f]{64} [0-9]+ -?[0-9]+ .+")) {
                    known.put(line.substring(65), line.substring(0, 64));
                }
            }
        } catch (IOException nothingRemembered) {
            // Absent, unreadable or not text: the digests are computed again.
            known.clear();
        }
        return known;
    }

    private void remember(Map<String, String> known) {
        StringBuilder text = new StringBuilder();
        known.forEach(
                (key, digest) -> text.append(digest).append(' ').append(key).append('\n'));
        try {
            Path folder = memory.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Path temporary = Files.createTempFile(folder, FILE_NAME, ".tmp");
            Files.writeString(temporary, text);
            Files.move(temporary, memory, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException notRemembered) {
            // The digest is right all the same; it will be computed again next time.
            return;
        }
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
