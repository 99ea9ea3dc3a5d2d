package io.github.gradlock.harness.channel;

/**
 * A package that a conda channel hands out.
 *
 * @param name of the package
 * @param version with the build: {@code 1.26.4=py310hb13e2d6_0}
 * @param file {@code channel/subdir/file} below the channel alias, or its whole address
 * @param size in bytes
 * @param sha256 of the file
 */
public record CondaPackage(String name, String version, String file, long size, String sha256) {}
