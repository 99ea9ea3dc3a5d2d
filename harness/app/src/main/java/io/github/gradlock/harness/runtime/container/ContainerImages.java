package io.github.gradlock.harness.runtime.container;

import com.github.dockerjava.api.DockerClient;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.image.DerivedImage;
import io.github.gradlock.harness.lock.EnvironmentLock.ImageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.JdkLock;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.runtime.BoundedLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The image that an environment runs in: its base image by digest, and what is put on top of it. */
final class ContainerImages {
    /** Variants of an environment share an image: it is made once. */
    private static final Map<String, Object> MAKING = new ConcurrentHashMap<>();

    private final DockerClient client;
    private final ImageSource images;
    private final UnaryOperator<String> repositories;
    private final Map<String, String> labels;
    private final Path home;
    private final boolean offline;
    private final BoundedLog log;

    ContainerImages(
            DockerClient client,
            ImageSource images,
            UnaryOperator<String> repositories,
            Map<String, String> labels,
            Path home,
            boolean offline,
            BoundedLog log) {
        this.client = client;
        this.images = images;
        this.repositories = repositories;
        this.labels = Map.copyOf(labels);
        this.home = home;
        this.offline = offline;
        this.log = log;
    }

    /** The platform's own manifest where it is known: an index may grow other platforms under the same digest of ours. */
    static @Nullable String digest(ImageLock image) {
        return image.manifestDigest() != null ? image.manifestDigest() : image.indexDigest();
    }

    /**
     * Sees to it that the engine has the image; returns its name there.
     *
     * @throws GradlockException if something of it is not what the lock says
     */
    String provide(ResolvedEnvironment environment) throws UnavailableException, IOException, InterruptedException {
        String base = pulled(environment.pins().image());
        JdkLock jdk = environment.pins().jdk();
        String ofJdk = jdk == null || jdk.image() == null ? null : pulled(jdk.image());
        DerivedImage derived = new DerivedImage(
                environment.spec().name(), base, ofJdk, environment.pins().packages());
        if (!derived.isNeeded()) {
            return base;
        }
        synchronized (MAKING.computeIfAbsent(derived.tag(), tag -> new Object())) {
            return derived.provide(new DerivedImage.Workshop(
                    client,
                    labels,
                    home,
                    System.getenv(),
                    environment.pins().archiveDate(),
                    offline,
                    line -> log.line("[gradlock] " + line)));
        }
    }

    private String pulled(@Nullable ImageLock pinned) throws UnavailableException, InterruptedException {
        String digest = pinned == null ? null : digest(pinned);
        if (pinned == null || digest == null) {
            throw new UnavailableException("its lock holds no image for this platform");
        }
        return images.provide(repositories.apply(pinned.repository()), digest, log);
    }
}
