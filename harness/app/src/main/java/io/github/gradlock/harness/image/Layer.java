package io.github.gradlock.harness.image;

import java.nio.file.Path;

/**
 * A layer of an image: a tar archive, not compressed.
 *
 * @param file where it lies
 * @param sha256 of its bytes, which is its diff ID
 * @param size in bytes
 */
public record Layer(Path file, String sha256, long size) {}
