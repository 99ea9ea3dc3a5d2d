package io.github.gradlock.harness.runtime;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What one process is to run: a suite of JUnit tests on a class path.
 *
 * @param suite name of the suite
 * @param classPath jars and classes folders, in order, the probe among them
 * @param scanRoots those of them that are searched for tests
 * @param iterations executions of each case in one process
 * @param seed what the suite's random numbers start from
 * @param tags JUnit tag expressions; empty for every test
 * @param selects patterns of case names; empty for every case
 * @param trace what is recorded of operations
 */
public record SuiteJob(
        String suite,
        List<Path> classPath,
        List<Path> scanRoots,
        int iterations,
        long seed,
        List<String> tags,
        List<String> selects,
        TraceRequest trace) {
    /** Main class of the probe, on the suite's class path. */
    public static final String PROBE = "io.github.gradlock.probe.Main";

    /** Returns the same with more on the class path, behind what is there. */
    public SuiteJob withJars(List<Path> jars) {
        List<Path> all = new ArrayList<>(classPath);
        all.addAll(jars);
        return new SuiteJob(suite, all, scanRoots, iterations, seed, tags, selects, trace);
    }

    /** Copies the lists. */
    public SuiteJob {
        classPath = List.copyOf(classPath);
        scanRoots = List.copyOf(scanRoots);
        tags = List.copyOf(tags);
        selects = List.copyOf(selects);
    }
}
