package io.github.gradlock.harness.lock;

import io.github.gradlock.harness.lock.EnvironmentLock.PlatformLock;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import io.github.gradlock.harness.spec.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One environment in one variant, with what it is pinned to here.
 *
 * @param spec what was asked for; of a template, renamed to what it expands to ({@code host-jdk21})
 * @param variant which of the spec's variants
 * @param lock the lock file, or a lock in memory for an environment that belongs to the machine; without platforms where
 *     nothing could be pinned, and then {@code unavailable} says why
 * @param pins what the lock holds for this platform; empty where nothing could be pinned
 * @param javaHome of the JDK found here; null for a container
 * @param unavailable why it cannot run here and what to do; null if it can, as far as the machine shows without asking Docker
 */
public record ResolvedEnvironment(
        EnvironmentSpec spec,
        Variant variant,
        EnvironmentLock lock,
        PlatformLock pins,
        @Nullable Path javaHome,
        @Nullable String unavailable) {

    /** Returns whether its pins are those of a lock file; others say what this machine has today. */
    public boolean isLocked() {
        return !spec.eachInstalledJdk() && Files.isRegularFile(LockFile.of(spec));
    }

    /** Returns the environment variables that it asks for; those of the variant win. */
    public Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>(spec.variables());
        variables.putAll(variant.variables());
        return variables;
    }

    /** Returns the name with the variant, {@code host[jit=c2]}. */
    public String displayName() {
        return spec.name() + variant;
    }
}
