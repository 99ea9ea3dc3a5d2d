package io.github.gradlock.harness.channel;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a registry says of a tag, for one platform.
 *
 * @param indexDigest of the multi-platform index; null if the tag names an image itself
 * @param manifestDigest of the platform's manifest
 * @param environment the image's environment variables
 */
public record RegistryImage(@Nullable String indexDigest, String manifestDigest, Map<String, String> environment) {
    /** Returns the full version of a Temurin image's JDK, from its JAVA_VERSION. */
    public Optional<String> jdkVersion() {
        return Optional.ofNullable(environment.get("JAVA_VERSION"))
                .map(version -> version.replaceFirst("^jdk-?", ""))
                .filter(version -> version.matches("[0-9][0-9A-Za-z.+_-]*"));
    }
}
