package io.github.gradlock.harness.channel;

/**
 * A Debian package file.
 *
 * @param version with epoch and revision
 * @param file its path below the archive's root, {@code pool/main/…_amd64.deb}
 * @param size in bytes
 * @param sha256 hexadecimal
 */
public record AptPackage(String name, String version, String file, long size, String sha256) {}
