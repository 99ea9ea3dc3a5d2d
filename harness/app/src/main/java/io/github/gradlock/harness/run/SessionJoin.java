package io.github.gradlock.harness.run;

import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.protocol.BundleWriter;
import io.github.gradlock.protocol.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes bundles with the identity of their environment.
 *
 * @param suite that was run
 * @param part which cases of it they hold; null if all that were asked for
 */
public record SessionJoin(Suite suite, Manifest.@Nullable Part part) implements BundleJoin {
    /** Makes bundles of all cases that were asked for. */
    public SessionJoin(Suite suite) {
        this(suite, null);
    }

    @Override
    public Joined join(List<Path> sessions, ResolvedEnvironment environment, @Nullable String imageDigest, Path target)
            throws IOException {
        Manifest.Identity identity = new Manifest.Identity(
                environment.spec().name(),
                environment.variant().factors(),
                environment.spec().hash(),
                environment.lock().hash(),
                imageDigest);
        Manifest manifest = BundleWriter.join(sessions, identity, suite.name(), suite.hash(), part, target, false);
        return new Joined(manifest.counts().cases(), manifest.resultsDigest());
    }
}
