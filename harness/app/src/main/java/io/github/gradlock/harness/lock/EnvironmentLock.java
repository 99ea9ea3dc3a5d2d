package io.github.gradlock.harness.lock;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A parsed {@code environment.lock.yml}: everything needed to make the same environment again.
 *
 * @param name the environment's name
 * @param specHash hash of the spec it was resolved from
 * @param platforms what is pinned for each platform, sorted
 * @param hash SHA-256 of the lock's canonical text, hexadecimal
 */
public record EnvironmentLock(String name, String specHash, Map<String, PlatformLock> platforms, String hash) {
    /** What is pinned for one platform. */
    public record PlatformLock(
            @Nullable ImageLock image, @Nullable JdkLock jdk, List<PackageLock> packages) {}

    /**
     * An image of a registry.
     *
     * @param repository without tag or digest, {@code eclipse-temurin} for instance, as the channel names it (no alias applied)
     * @param tag what was asked for; never used to pull
     * @param indexDigest digest of the multi-platform index, null where there is none
     * @param manifestDigest digest of this platform's manifest, null where only the index is known
     * @param note said where the digests were not checked by a pull yet
     */
    public record ImageLock(
            String repository,
            String tag,
            @Nullable String indexDigest,
            @Nullable String manifestDigest,
            @Nullable String note) {}

    /**
     * A JDK.
     *
     * @param vendor as {@code IMPLEMENTOR} of its release file says
     * @param version full version, {@code 17.0.15+6}
     * @param modulesSha256 SHA-256 of {@code lib/modules}; null inside an image, which has a digest
     */
    public record JdkLock(
            String vendor, String version, @Nullable String modulesSha256) {}

    /** A package file, by checksum. */
    public record PackageLock(String manager, String name, String version, String file, long size, String sha256) {}
}
