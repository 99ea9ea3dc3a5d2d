package io.github.gradlock.harness.image;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.image.DerivedImage.Workshop;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import io.github.gradlock.harness.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Packages of Debian.
 *
 * @param environment its name, for hints
 * @param base the image that they are installed in, {@code repository@digest}
 * @param packages all of them, sorted
 */
record AptPart(String environment, String base, List<PackageLock> packages) implements ImagePart {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9+.-]*(:[a-z0-9]+)?");
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9._/+~%-]+\\.deb");
    private static final String FORMAT = "1";

    /** What becomes a name of a file is looked at first. */
    AptPart {
        packages.forEach(pinned -> {
            if (!NAME.matcher(pinned.name()).matches()
                    || !FILE.matcher(pinned.file()).matches()) {
                throw GradlockException.badInput(
                        null,
                        "not a pinned package of apt: " + pinned.name() + " " + pinned.version() + " " + pinned.file(),
                        "gradlock lock " + environment + " --update writes the lock anew");
            }
        });
    }

    @Override
    public String inputs() {
        return "packages " + FORMAT + " on " + ImagePart.digest(base) + "\n" + ImagePart.lines(packages)
                + PackageLayer.recipe();
    }

    @Override
    public Layer make(Workshop workshop, Path work) throws IOException, InterruptedException, UnavailableException {
        DebFiles files = new DebFiles(
                new Store(workshop.home()),
                new DebSources(workshop.containers(), base, workshop.environment()),
                workshop.offline(),
                workshop.says());
        return new PackageLayer(workshop.containers(), environment, base)
                .make(files.provide(packages, workshop.archiveDate()), work, workshop.says());
    }

    @Override
    public Map<PackageLock, String> otherVersions(@Nullable Path layer) throws IOException {
        return layer == null ? Map.of() : DpkgStatus.otherVersions(layer, packages);
    }

    @Override
    public Map<String, String> variables(Workshop workshop, String path) {
        return Map.of();
    }
}
