package io.github.gradlock.harness.lock;

import java.nio.file.Path;
import java.util.List;

/** Turns names into environments with their pins. */
public final class Resolution {
    private Resolution() {}

    /**
     * Selects environments and finds what each is pinned to.
     *
     * @param environmentsDirectory with {@code matrix.yml} and one folder an environment
     * @param names as given on the command line; empty for the suite's row of the matrix
     * @param suite name of the suite
     * @param mode how strictly locks are held against specs
     * @param cacheDirectory where checksums of installed JDKs are kept
     * @throws io.github.gradlock.harness.GradlockException if a name is unknown, a file is at fault, or a lock is missing or stale
     */
    public static Selection resolve(
            Path environmentsDirectory, List<String> names, String suite, LockMode mode, Path cacheDirectory) {
        throw new UnsupportedOperationException(environmentsDirectory + " " + names + suite + mode + cacheDirectory);
    }
}
