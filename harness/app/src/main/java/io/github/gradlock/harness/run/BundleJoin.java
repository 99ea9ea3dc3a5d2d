package io.github.gradlock.harness.run;

import io.github.gradlock.harness.lock.ResolvedEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes one bundle of the sessions of an environment. */
@FunctionalInterface
public interface BundleJoin {
    /**
     * Writes the bundle, all at once.
     *
     * @param sessions folders that the probe wrote, by restart
     * @param environment that they are from
     * @param imageDigest of its image, null on the host
     * @param target folder to be written, which does not exist
     */
    Joined join(List<Path> sessions, ResolvedEnvironment environment, @Nullable String imageDigest, Path target)
            throws IOException;

    /**
     * A bundle that was written.
     *
     * @param cases number of its cases
     * @param resultsDigest over them
     */
    record Joined(int cases, String resultsDigest) {}
}
