package io.github.gradlock.harness.runtime;

import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import java.io.IOException;

/**
 * A way to make environments and to run suites in them; used by several threads at a time.
 *
 * <p>Results come back as session folders of this machine, so that an implementation may run the suite anywhere.
 */
public interface SuiteRuntime extends AutoCloseable {
    /**
     * Makes an environment ready to run the job.
     *
     * @throws UnavailableException if this machine cannot offer it
     * @throws io.github.gradlock.harness.GradlockException if it could not be made as its lock says
     */
    PreparedEnvironment prepare(ResolvedEnvironment environment, SuiteJob job, BoundedLog log)
            throws UnavailableException, IOException, InterruptedException;

    /** Ends what still runs, and lets go of what was held for all environments. */
    @Override
    void close();
}
