package io.github.gradlock.harness.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Hash of a class path: SHA-256 over the sorted hashes of its entries, whatever they are called and wherever they lie. */
final class SuiteHash {
    private SuiteHash() {}

    static String of(List<Path> classPath) throws IOException {
        List<String> hashes = new ArrayList<>();
        for (Path entry : classPath) {
            hashes.add(Files.isDirectory(entry) ? ofFolder(entry) : ofFile(entry));
        }
        Collections.sort(hashes);
        return ofText(String.join("\n", hashes));
    }

    /** Names count in a folder: a class is found by its path. */
    private static String ofFolder(Path folder) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                lines.add(folder.relativize(file).toString().replace('\\', '/') + " " + ofFile(file));
            }
        }
        Collections.sort(lines);
        return ofText(String.join("\n", lines));
    }

    private static String ofFile(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(file);
                OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            in.transferTo(out);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String ofText(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
