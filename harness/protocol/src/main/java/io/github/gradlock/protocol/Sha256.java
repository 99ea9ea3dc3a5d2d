package io.github.gradlock.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 in the making; results are 64 lower-case hexadecimal digits. */
public final class Sha256 {
    private final MessageDigest digest;

    /** Starts a hash over nothing. */
    public Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Returns the hash of the remaining bytes, whose position stays. */
    public static String hex(ByteBuffer bytes) {
        return new Sha256().update(bytes).hex();
    }

    /** Returns the hash of the bytes. */
    public static String hex(byte[] bytes) {
        return hex(ByteBuffer.wrap(bytes));
    }

    /** Returns the hash of a file of any length. */
    public static String ofFile(Path file) throws IOException {
        Sha256 hash = new Sha256();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                hash.update(ByteBuffer.wrap(buffer, 0, count));
            }
        }
        return hash.hex();
    }

    /** Returns whether a text is a hash as this class writes it. */
    public static boolean isHex(String text) {
        boolean hex = text.length() == 64;
        for (int i = 0; hex && i < 64; i++) {
            char c = text.charAt(i);
            hex = c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
        }
        return hex;
    }

    /** Adds the remaining bytes, whose position stays. */
    public Sha256 update(ByteBuffer bytes) {
        digest.update(bytes.duplicate());
        return this;
    }

    /** Returns the hash in hexadecimal and starts anew. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Returns the hash as 32 bytes and starts anew. */
    byte[] bytes() {
        return digest.digest();
    }
}
