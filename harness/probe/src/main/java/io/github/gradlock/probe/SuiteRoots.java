package io.github.gradlock.probe;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which of the given jars and folders hold the tests of a suite: all folders; of the jars those whose manifest says
 * {@code Gradlock-Suite} with the suite's name, or, if none does, those whose manifest says nothing of it.
 */
final class SuiteRoots {
    /** The manifest attribute. */
    static final String ATTRIBUTE = "Gradlock-Suite";

    private SuiteRoots() {}

    /** Returns the roots to scan, in the order given; a folder of jars counts as its jars. */
    static Set<Path> resolve(List<Path> given, String suite) throws IOException, ProbeOptions.UsageException {
        Set<Path> folders = new LinkedHashSet<>();
        Set<Path> named = new LinkedHashSet<>();
        Set<Path> silent = new LinkedHashSet<>();
        for (Path path : expand(given)) {
            if (Files.isDirectory(path)) {
                folders.add(path);
                continue;
            }
            String says = suiteOf(path);
            if (says == null) {
                silent.add(path);
            } else if (says.equals(suite)) {
                named.add(path);
            }
        }
        Set<Path> roots = new LinkedHashSet<>(folders);
        roots.addAll(named.isEmpty() && folders.isEmpty() ? silent : named);
        requireOnClassPath(roots);
        return roots;
    }

    private static List<Path> expand(List<Path> given) throws IOException, ProbeOptions.UsageException {
        List<Path> expanded = new ArrayList<>();
        for (Path path : given) {
            if (!Files.exists(path)) {
                throw new ProbeOptions.UsageException("--scan " + path + ": no such file or folder");
            }
            List<Path> jars = List.of();
            if (Files.isDirectory(path)) {
                try (Stream<Path> files = Files.list(path)) {
                    jars = files.filter(file -> file.toString().endsWith(".jar"))
                            .sorted()
                            .toList();
                }
            }
            expanded.addAll(jars.isEmpty() ? List.of(path) : jars);
        }
        return expanded;
    }

    private static @Nullable String suiteOf(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            return manifest == null ? null : manifest.getMainAttributes().getValue(ATTRIBUTE);
        }
    }

    private static void requireOnClassPath(Set<Path> roots) throws IOException, ProbeOptions.UsageException {
        Set<Path> classPath = new LinkedHashSet<>();
        for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator)) {
            if (!entry.isEmpty() && Files.exists(Path.of(entry))) {
                classPath.add(Path.of(entry).toRealPath());
            }
        }
        for (Path root : roots) {
            if (!classPath.contains(root.toRealPath())) {
                throw new ProbeOptions.UsageException("--scan " + root + ": not on the class path of this process");
            }
        }
    }
}
