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
 */
public record SessionJoin(Suite suite) implements BundleJoin {
    @Override
    public Joined join(List<Path> sessions, ResolvedEnvironment environment, @Nullable String imageDigest, Path target)
            throws IOException {
        Manifest.Identity identity = new Manifest.Identity(
                environment.spec().name(),
                environment.variant().factors(),
                environment.spec().hash(),
                environment.lock().hash(),
                imageDigest);
        Manifest manifest = BundleWriter.join(sessions, identity, suite.name(), suite.hash(), target, false);
        return new Joined(manifest.counts().cases(), manifest.resultsDigest());
    }
}
