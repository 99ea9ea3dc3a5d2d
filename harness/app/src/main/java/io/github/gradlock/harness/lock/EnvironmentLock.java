package io.github.gradlock.harness.lock;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    /** Name of the file, beside {@code environment.yml}. */
    public static final String FILE_NAME = "environment.lock.yml";

    /** Sorts the platforms. */
    public EnvironmentLock {
        platforms = Collections.unmodifiableMap(new TreeMap<>(platforms));
    }

    /** Makes a lock and computes its hash. */
    public static EnvironmentLock of(String name, String specHash, Map<String, PlatformLock> platforms) {
        EnvironmentLock unhashed = new EnvironmentLock(name, specHash, platforms, "");
        return new EnvironmentLock(name, specHash, platforms, LockText.hash(unhashed));
    }

    /**
     * What is pinned for one platform.
     *
     * @param image the base image; null on a host
     * @param jdk null where none is asked for by itself
     * @param cuda version of CUDA in the image; null where it has none
     * @param packages files that are added, sorted
     * @param archiveDate of the archives that apt's packages were resolved in, as dated archives write it; null where there are none
     */
    public record PlatformLock(
            @Nullable ImageLock image,
            @Nullable JdkLock jdk,
            @Nullable String cuda,
            List<PackageLock> packages,
            @Nullable String archiveDate) {
        /** Nothing pinned. */
        public static final PlatformLock NOTHING = new PlatformLock(null, null, List.of());

        /** Pins without CUDA or packages of apt. */
        public PlatformLock(@Nullable ImageLock image, @Nullable JdkLock jdk, List<PackageLock> packages) {
            this(image, jdk, null, packages, null);
        }

        /** Returns the packages of one manager. */
        public List<PackageLock> packagesOf(String manager) {
            return packages.stream()
                    .filter(one -> one.manager().equals(manager))
                    .toList();
        }

        /** Sorts the packages. */
        public PlatformLock {
            packages = packages.stream()
                    .sorted(Comparator.comparing(PackageLock::manager)
                            .thenComparing(PackageLock::name)
                            .thenComparing(PackageLock::version))
                    .toList();
        }
    }

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
     * @param image that it is copied from into the base image; null where the base has it, or the host
     */
    public record JdkLock(
            String vendor,
            String version,
            @Nullable String modulesSha256,
            @Nullable ImageLock image) {
        /** A JDK that lies where it is used. */
        public JdkLock(String vendor, String version, @Nullable String modulesSha256) {
            this(vendor, version, modulesSha256, null);
        }
    }

    /** A package file, by checksum. */
    public record PackageLock(String manager, String name, String version, String file, long size, String sha256) {}
}
