package io.github.gradlock.harness.runtime;

import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.provision.PartCheck;
import io.github.gradlock.harness.spec.EngineAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an environment is made of on this machine: it can be fetched before it is needed, held to its checksums, and removed. */
public interface EnvironmentParts {
    /**
     * Sees to it that every part is here. Nothing of a suite is started.
     *
     * @return the parts, for people
     * @throws UnavailableException if this machine cannot offer it
     * @throws io.github.gradlock.harness.GradlockException if a part is not what the lock says
     */
    List<String> provide(ResolvedEnvironment environment, BoundedLog log)
            throws UnavailableException, IOException, InterruptedException;

    /** Holds every part against the lock; files are hashed, whatever was remembered of them. */
    List<PartCheck> verify(ResolvedEnvironment environment)
            throws UnavailableException, IOException, InterruptedException;

    /**
     * What became of the parts of an environment that were to be removed.
     *
     * @param removed what was, or would be, removed
     * @param problem why something of it is still here, or may be; null if nothing is
     */
    record Removal(List<String> removed, @Nullable String problem) {}

    /**
     * Removes what was made for an environment of a name, of whatever lock; what others share stays in the store.
     *
     * @param dryRun whether it is only listed
     */
    Removal remove(String name, @Nullable EngineAddress engine, boolean dryRun)
            throws UnavailableException, IOException;

    /** Returns the jars that the environment adds to a class path, and fetches those that are not here. */
    List<Path> jars(ResolvedEnvironment environment, BoundedLog log) throws IOException, InterruptedException;
}
