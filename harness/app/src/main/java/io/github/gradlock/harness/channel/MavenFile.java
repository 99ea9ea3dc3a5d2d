package io.github.gradlock.harness.channel;

/**
 * A jar of a Maven repository.
 *
 * @param name {@code group:artifact}, with {@code :classifier} if it has one
 * @param version of the artifact
 * @param file its path below a repository's root, {@code org/jcuda/jcuda/12.6.0/jcuda-12.6.0.jar}
 * @param size in bytes
 * @param sha256 hexadecimal
 */
public record MavenFile(String name, String version, String file, long size, String sha256) {}
