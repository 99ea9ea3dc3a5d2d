package io.github.gradlock.harness.image;

import io.github.gradlock.harness.store.Content;
import java.nio.file.Path;

/**
 * A layer of an image: a tar archive, not compressed.
 *
 * @param file where it lies
 * @param sha256 of its bytes, which is its diff ID
 * @param size in bytes
 */
public record Layer(Path file, String sha256, long size) {
    /** Returns what its file has to be. */
    Content content() {
        return new Content("layer sha256:" + sha256.substring(0, 12), sha256, size);
    }
}
