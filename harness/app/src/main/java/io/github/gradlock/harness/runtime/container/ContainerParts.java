package io.github.gradlock.harness.runtime.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Image;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.channel.Platform;
import io.github.gradlock.harness.image.DerivedImage;
import io.github.gradlock.harness.lock.EnvironmentLock.ImageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.JdkLock;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.provision.EnvironmentFolder;
import io.github.gradlock.harness.provision.Jars;
import io.github.gradlock.harness.provision.PartCheck;
import io.github.gradlock.harness.provision.PartCheck.State;
import io.github.gradlock.harness.runtime.BoundedLog;
import io.github.gradlock.harness.runtime.EnvironmentParts;
import io.github.gradlock.harness.runtime.container.Connections.Connection;
import io.github.gradlock.harness.spec.EngineAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The parts of environments that are containers: images by digest, what is put on top of them, and jars. */
public final class ContainerParts implements EnvironmentParts {
    private final Path home;
    private final Jars jars;
    private final String run;
    private final boolean offline;
    private final UnaryOperator<String> repositories;
    private final Connections connections;

    /**
     * Asks no engine yet.
     *
     * @param home of gradlock, for the store
     * @param jars gives what environments add to the class path
     * @param run name of the run, for labels
     * @param offline whether nothing may be fetched
     * @param repositories tells where a repository of a lock is found from here, mirrors applied
     */
    public ContainerParts(Path home, Jars jars, String run, boolean offline, UnaryOperator<String> repositories) {
        this.home = home;
        this.jars = jars;
        this.run = run;
        this.offline = offline;
        this.repositories = repositories;
        this.connections = new Connections(offline);
    }

    Map<String, String> labels() {
        return Ownership.labels(run);
    }

    /** Returns the engine of an environment, on which something is to run. */
    Connection connect(ResolvedEnvironment environment, BoundedLog log) throws UnavailableException {
        return connections.of(environment.spec().engine(), log);
    }

    private static String platform(ResolvedEnvironment environment) {
        return environment.spec().containerPlatform(Platform.ofContainers());
    }

    /** Sees to it that the engine has the environment's image; returns its name there. */
    public String image(ResolvedEnvironment environment, BoundedLog log)
            throws UnavailableException, IOException, InterruptedException {
        Connection engine = connect(environment, log);
        try {
            return new ContainerImages(engine.client(), engine.images(), repositories, labels(), home, offline, log)
                    .provide(environment);
        } catch (DockerException problem) {
            throw refused(problem, log);
        }
    }

    static GradlockException refused(DockerException problem, BoundedLog log) {
        return GradlockException.incomplete(
                "the Docker engine refused: "
                        + String.valueOf(problem.getMessage()).strip(),
                "the environment's log is " + log.file(),
                problem);
    }

    @Override
    public List<String> provide(ResolvedEnvironment environment, BoundedLog log)
            throws UnavailableException, IOException, InterruptedException {
        List<String> parts = new ArrayList<>();
        String image = image(environment, log);
        EnvironmentFolder folder = EnvironmentFolder.of(home, environment.lock(), platform(environment));
        // Once is enough: another lock has another folder.
        if (environment.pins().jdk() != null && !folder.isMade()) {
            jdk(connect(environment, log).client(), image, environment).hold(environment);
        }
        parts.add("image " + image);
        jars(environment, log).forEach(jar -> parts.add("jar " + jar));
        folder.make();
        return parts;
    }

    @Override
    public List<Path> jars(ResolvedEnvironment environment, BoundedLog log) throws IOException, InterruptedException {
        return jars.provide(
                environment.lock(), platform(environment), environment.pins(), line -> log.line("[gradlock] " + line));
    }

    @Override
    public List<PartCheck> verify(ResolvedEnvironment environment)
            throws UnavailableException, IOException, InterruptedException {
        DockerClient client = connections.client(environment.spec().engine());
        List<PartCheck> checks = new ArrayList<>();
        ImageLock base = environment.pins().image();
        String baseReference = reference(base);
        if (base == null || baseReference == null) {
            throw new UnavailableException("its lock holds no image for this platform");
        }
        checks.add(ofImage(client, base, baseReference));
        // The image of a JDK is needed to make an image, not to run it.
        JdkLock jdk = environment.pins().jdk();
        String ofJdk = jdk == null ? null : reference(jdk.image());
        DerivedImage derived = new DerivedImage(
                environment.spec().name(),
                baseReference,
                ofJdk,
                environment.pins().packages());
        if (derived.isNeeded()) {
            checks.addAll(derived.verify(client, home));
        }
        boolean isThere = checks.stream().allMatch(check -> check.state() == State.WHOLE);
        if (isThere && jdk != null) {
            String image = derived.isNeeded() ? derived.tag() : baseReference;
            checks.add(jdk(client, image, environment).check(jdk));
        }
        checks.addAll(PartCheck.ofJars(jars.verify(environment.lock(), platform(environment), environment.pins())));
        return checks;
    }

    private ImageJdk jdk(DockerClient client, String image, ResolvedEnvironment environment)
            throws IOException, InterruptedException {
        try {
            return ImageJdk.of(client, labels(), image, environment);
        } catch (DockerException problem) {
            throw GradlockException.incomplete(
                    "the Docker engine could not look into the image " + image + ": "
                            + String.valueOf(problem.getMessage()).strip(),
                    "docker info shows whether the engine is well, docker system df whether it has room",
                    problem);
        }
    }

    private @Nullable String reference(@Nullable ImageLock image) {
        String digest = image == null ? null : ContainerImages.digest(image);
        return image == null || digest == null ? null : repositories.apply(image.repository()) + "@" + digest;
    }

    private static PartCheck ofImage(DockerClient client, ImageLock pinned, String reference) {
        String what = "image " + pinned.repository() + ":" + pinned.tag();
        String expected = reference.substring(reference.indexOf("@sha256:") + "@sha256:".length());
        try {
            List<String> digests = client.inspectImageCmd(reference).exec().getRepoDigests();
            boolean same = digests != null && digests.stream().anyMatch(known -> known.endsWith(expected));
            return same ? PartCheck.whole(what, expected) : PartCheck.altered(what, expected, String.valueOf(digests));
        } catch (NotFoundException absent) {
            return PartCheck.missing(what, expected);
        }
    }

    @Override
    public Removal remove(String name, @Nullable EngineAddress engine, boolean dryRun)
            throws UnavailableException, IOException {
        DockerClient client = connections.client(engine);
        List<String> images = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        try {
            for (Image image : client.listImagesCmd()
                    .withLabelFilter(Map.of(DerivedImage.NAME_LABEL, name))
                    .exec()) {
                for (String tag : image.getRepoTags() == null ? new String[0] : image.getRepoTags()) {
                    remove(client, tag, dryRun).ifPresentOrElse(problems::add, () -> images.add("image " + tag));
                }
            }
        } catch (DockerException refused) {
            problems.add("its images could not be listed: " + said(refused));
        }
        if (!problems.isEmpty()) {
            // It counts as made while one of its images is left.
            return new Removal(images, String.join("; ", problems));
        }
        List<String> removed =
                new ArrayList<>(EnvironmentFolder.removeAll(EnvironmentFolder.ofName(home, name), dryRun));
        removed.addAll(images);
        return new Removal(removed, null);
    }

    /** One that is in use costs no other: returns why it is still there. */
    private static Optional<String> remove(DockerClient client, String tag, boolean dryRun) {
        try {
            if (!dryRun) {
                client.removeImageCmd(tag).exec();
            }
            return Optional.empty();
        } catch (DockerException inUse) {
            return Optional.of("image " + tag + " could not be removed: " + said(inUse));
        }
    }

    private static String said(DockerException problem) {
        return String.valueOf(problem.getMessage()).strip();
    }
}
