package io.github.gradlock.harness.explain;

import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.runtime.TraceRequest;
import io.github.gradlock.harness.spec.Repetitions;
import io.github.gradlock.protocol.Bundle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Where cases are run again. */
public interface Laboratory {
    /**
     * Runs the cases under examination in an environment.
     *
     * @param what it is for, for people
     * @param environment where
     * @param repetitions how often
     * @param trace what is recorded of operations
     * @param attempt tells apart runs that are the same otherwise, from 0
     * @return what was recorded, open, and closed with the laboratory; empty if it could not be run
     */
    Optional<Bundle> run(
            String what, ResolvedEnvironment environment, Repetitions repetitions, TraceRequest trace, int attempt)
            throws IOException, InterruptedException;

    /** Returns whether the suite is a program, which has no options of a JVM. */
    boolean runsProgram();

    /** Returns a folder for files that runs need. */
    Path folder() throws IOException;
}
