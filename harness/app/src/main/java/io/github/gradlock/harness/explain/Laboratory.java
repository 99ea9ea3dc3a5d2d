package io.github.gradlock.harness.explain;

import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.runtime.TraceRequest;
import io.github.gradlock.harness.spec.Repetitions;
import io.github.gradlock.protocol.Bundle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where cases are run again. */
public interface Laboratory {
    /**
     * A run of the cases under examination in an environment.
     *
     * @param what it is for, for people
     * @param environment where
     * @param repetitions how often
     * @param trace what is recorded of operations
     * @param attempt tells apart runs that are the same otherwise, from 0
     */
    record Order(
            String what, ResolvedEnvironment environment, Repetitions repetitions, TraceRequest trace, int attempt) {}

    /**
     * Runs what does not depend on one another.
     *
     * @return in the order of the orders, what was recorded, open, and closed with the laboratory; empty where it could not be run
     */
    List<Optional<Bundle>> run(List<Order> orders) throws IOException, InterruptedException;

    /** Returns whether the suite is a program, which has no options of a JVM. */
    boolean runsProgram();

    /** Returns a folder for files that runs need. */
    Path folder() throws IOException;
}
