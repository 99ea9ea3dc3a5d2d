package io.github.gradlock.recorder.matrix;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** Where the classes of this JVM come from. */
final class TestClassPath {
    /** One class of each jar that makes a JUnit whole: a build loads some of them from elsewhere than the class path. */
    private static final List<String> JUNIT = List.of(
            "org.junit.jupiter.api.Test",
            "org.junit.jupiter.engine.JupiterTestEngine",
            "org.junit.platform.commons.JUnitException",
            "org.junit.platform.engine.TestEngine",
            "org.junit.platform.launcher.Launcher",
            "org.opentest4j.AssertionFailedError");

    private TestClassPath() {}

    /** Returns the jar or folder that holds a class. */
    static Path of(Class<?> type) {
        Path place = placeOf(type);
        if (place == null) {
            throw new MatrixException(
                    "no file or folder is known to hold " + type.getName(),
                    "@EnvironmentMatrix needs a class that was loaded from a jar or a classes folder");
        }
        return place;
    }

    /** Returns all jars and folders but the suite's own. */
    static List<Path> beside(Path suite) {
        Set<Path> all = new LinkedHashSet<>();
        for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator)) {
            if (!entry.isEmpty()) {
                add(all, Path.of(entry).toAbsolutePath().normalize(), true);
            }
        }
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        for (String name : JUNIT) {
            try {
                Path place = placeOf(Class.forName(name, false, loader));
                if (place != null) {
                    add(all, place, false);
                }
            } catch (ClassNotFoundException | LinkageError absent) {
                // gradlock brings what is not here.
                continue;
            }
        }
        all.remove(suite);
        return List.copyOf(all);
    }

    private static void add(Set<Path> all, Path entry, boolean follow) {
        if (Files.isDirectory(entry)) {
            all.add(entry);
        } else if (Files.isRegularFile(entry) && entry.toString().endsWith(".jar")) {
            all.add(entry);
            if (follow) {
                for (Path named : named(entry)) {
                    add(all, named, false);
                }
            }
        }
    }

    /** Returns what the manifest of a jar adds to the class path: builds and IDEs so shorten a command line. */
    private static List<Path> named(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            String path = manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            return path == null
                    ? List.of()
                    : List.of(path.trim().split("\\s+")).stream()
                            .map(entry -> jar.toUri().resolve(entry))
                            .filter(uri -> "file".equals(uri.getScheme()))
                            .map(Path::of)
                            .toList();
        } catch (IOException | IllegalArgumentException unread) {
            // Then it adds nothing that this JVM could have read either.
            return List.of();
        }
    }

    private static @Nullable Path placeOf(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        try {
            URI place = source == null || source.getLocation() == null
                    ? null
                    : source.getLocation().toURI();
            return place == null || !"file".equals(place.getScheme())
                    ? null
                    : Path.of(place).toAbsolutePath().normalize();
        } catch (URISyntaxException unnamed) {
            return null;
        }
    }
}
