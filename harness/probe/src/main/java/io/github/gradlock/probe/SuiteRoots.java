package io.github.gradlock.probe;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The jars and folders that hold the tests of a suite. JUnit finds nothing in one that this process cannot load from. */
final class SuiteRoots {
    private SuiteRoots() {}

    /** Returns the roots to scan, in the order given. */
    static Set<Path> resolve(List<Path> given) throws IOException, ProbeOptions.UsageException {
        Set<Path> classPath = new LinkedHashSet<>();
        for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator)) {
            if (!entry.isEmpty() && Files.exists(Path.of(entry))) {
                classPath.add(Path.of(entry).toRealPath());
            }
        }
        for (Path root : given) {
            if (!Files.exists(root)) {
                throw new ProbeOptions.UsageException("--scan " + root + ": no such file or folder");
            }
            if (!classPath.contains(root.toRealPath())) {
                throw new ProbeOptions.UsageException("--scan " + root + ": not on the class path of this process");
            }
        }
        return new LinkedHashSet<>(given);
    }
}
