package io.github.gradlock.harness.run;

import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.protocol.BundleWriter;
import io.github.gradlock.protocol.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes bundles with the identity of their environment.
 *
 * @param suite that was run
 * @param part which cases of it they hold; null if all that were asked for
 * @param wanted says which cases are kept: a program may record what nobody asked for
 */
public record SessionJoin(Suite suite, Manifest.@Nullable Part part, Predicate<String> wanted) implements BundleJoin {
    /** Makes bundles of all cases that there are. */
    public SessionJoin(Suite suite) {
        this(suite, null, id -> true);
    }

    /** Makes the bundles of a plan. */
    public SessionJoin(RunPlan plan) {
        this(plan.suite(), plan.part(), plan.wanted());
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
        Manifest manifest =
                BundleWriter.join(sessions, identity, suite.name(), suite.hash(), part, wanted, target, false);
        return new Joined(manifest.counts().cases(), manifest.resultsDigest());
    }
}
