package io.github.gradlock.harness.runtime;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * JUnit tests, which the probe executes.
 *
 * @param classPath jars and classes folders, in order, the probe among them
 * @param scanRoots those of them that are searched for tests
 */
public record TestProgram(List<Path> classPath, List<Path> scanRoots) implements SuiteProgram {
    /** Copies the lists. */
    public TestProgram {
        classPath = List.copyOf(classPath);
        scanRoots = List.copyOf(scanRoots);
    }

    /** Returns the same with more on the class path, behind what is there. */
    public TestProgram withJars(List<Path> jars) {
        List<Path> all = new ArrayList<>(classPath);
        all.addAll(jars);
        return new TestProgram(all, scanRoots);
    }
}
