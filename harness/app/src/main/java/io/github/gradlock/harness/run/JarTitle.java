package io.github.gradlock.harness.run;

import io.github.gradlock.harness.GradlockException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * What a jar says it is, in its manifest; empty where it says nothing.
 *
 * @param title {@code junit-jupiter-api}
 * @param version {@code 5.14.4}
 * @param suite name of the suite that it holds
 */
record JarTitle(String title, String version, String suite) {
    private static final JarTitle NONE = new JarTitle("", "", "");

    /** Reads the manifest of a jar; a folder says nothing. */
    static JarTitle of(Path path) {
        if (Files.isDirectory(path)) {
            return NONE;
        }
        try (JarFile jar = new JarFile(path.toFile())) {
            Manifest manifest = jar.getManifest();
            return manifest == null ? NONE : of(manifest.getMainAttributes());
        } catch (IOException problem) {
            throw GradlockException.badInput(
                    path.toString(), "not a jar: " + problem.getMessage(), "look at --suite and --classpath");
        }
    }

    private static JarTitle of(Attributes attributes) {
        return new JarTitle(
                text(attributes.getValue(Attributes.Name.IMPLEMENTATION_TITLE)),
                text(attributes.getValue(Attributes.Name.IMPLEMENTATION_VERSION)),
                text(attributes.getValue(Suite.ATTRIBUTE)));
    }

    private static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "");
    }

    /** Returns whether it is a part of JUnit 5 or later. */
    boolean isJUnit() {
        return title.matches("junit-(jupiter|platform|vintage)(-.*)?");
    }

    /** Returns whether it is a part of gradlock that runs in an environment. */
    boolean isProbe() {
        return title.matches("gradlock-(probe|recorder|protocol)");
    }
}
