package io.github.gradlock.harness;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** Jars of folders that a build fills, and what is in them. */
public final class Jars {
    private Jars() {}

    /** Returns the jars of a folder, by name; none where there is no such folder. */
    public static List<Path> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    /** Returns the bytes of an entry of a jar of our own; empty where it has none of that name. */
    public static Optional<byte[]> entry(Path jar, String name) throws IOException {
        return entry(jar, name, Integer.MAX_VALUE);
    }

    /** Returns the bytes of an entry of a jar; empty where it has none of that name, or one of more than {@code most} bytes. */
    public static Optional<byte[]> entry(Path jar, String name, int most) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            ZipEntry entry = file.getEntry(name);
            if (entry == null || entry.getSize() > most) {
                return Optional.empty();
            }
            try (InputStream in = file.getInputStream(entry)) {
                return Optional.of(in.readNBytes(most));
            }
        }
    }
}
