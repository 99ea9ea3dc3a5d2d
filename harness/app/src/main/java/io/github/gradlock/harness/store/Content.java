package io.github.gradlock.harness.store;

/**
 * A file as a lock knows it.
 *
 * @param name for people, {@code jcuda-12.6.0.jar}
 * @param sha256 of its bytes, hexadecimal
 * @param size in bytes
 */
public record Content(String name, String sha256, long size) {
    /** Refuses what is no checksum, since files are named by it. */
    public Content {
        if (!sha256.matches("[0-9a-f]{64}") || size < 0) {
            throw new IllegalArgumentException("not the SHA-256 and size of a file: " + sha256 + ", " + size);
        }
    }
}
