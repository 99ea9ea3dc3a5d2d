package io.github.gradlock.harness.runtime.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.channel.Platform;
import io.github.gradlock.harness.lock.EnvironmentLock.ImageLock;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.provision.Jars;
import io.github.gradlock.harness.runtime.BoundedLog;
import io.github.gradlock.harness.runtime.PreparedEnvironment;
import io.github.gradlock.harness.runtime.SuiteJob;
import io.github.gradlock.harness.runtime.SuiteRuntime;
import io.github.gradlock.harness.runtime.UnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.ContainerLaunchException;

/** Runs suites in containers, from images by digest. */
public final class ContainerRuntime implements SuiteRuntime {
    private final String run;
    private final boolean offline;
    private final UnaryOperator<String> repositories;
    private final Jars jars;
    private final Path home;
    private @Nullable Connection connection;

    /** An engine that answered. */
    private record Connection(DockerClient client, ImageSource images) {}

    /**
     * @param run name of the run, for labels
     * @param offline whether nothing may be pulled
     * @param repositories tells where a repository of a lock is found from here, mirrors applied
     * @param jars gives what environments add to the class path
     * @param home of gradlock, for the store
     */
    public ContainerRuntime(String run, boolean offline, UnaryOperator<String> repositories, Jars jars, Path home) {
        this.run = run;
        this.offline = offline;
        this.repositories = repositories;
        this.jars = jars;
        this.home = home;
    }

    private synchronized Connection connect(BoundedLog log) throws UnavailableException {
        if (connection == null) {
            DockerClient client = Engine.connect();
            new Sweep(client, false)
                    .orphans()
                    .forEach(left -> log.line("[gradlock] removed what an earlier run left: " + left));
            connection = new Connection(client, new ImageSource(client, offline));
        }
        return connection;
    }

    @Override
    public PreparedEnvironment prepare(ResolvedEnvironment environment, SuiteJob job, BoundedLog log)
            throws UnavailableException, IOException, InterruptedException {
        ImageLock pinned = environment.pins().image();
        String digest = pinned == null ? null : ContainerImages.digest(pinned);
        if (pinned == null || digest == null) {
            throw new UnavailableException("its lock holds no image for this platform (gradlock lock "
                    + environment.spec().name() + ")");
        }
        Connection engine = connect(log);
        try {
            long start = System.nanoTime();
            String image = images(engine, log).provide(environment);
            log.step("image", (System.nanoTime() - start) / 1e9);
            List<Path> own = jars.provide(
                    environment.lock(),
                    Platform.ofContainers(),
                    environment.pins(),
                    line -> log.line("[gradlock] " + line));
            return start(environment, job.withJars(own), image, digest, engine.client(), log);
        } catch (DockerException problem) {
            throw GradlockException.incomplete(
                    "the Docker engine refused: "
                            + String.valueOf(problem.getMessage()).strip(),
                    "the environment's log is " + log.file(),
                    problem);
        }
    }

    private PreparedEnvironment start(
            ResolvedEnvironment environment,
            SuiteJob job,
            String image,
            String digest,
            DockerClient client,
            BoundedLog log)
            throws InterruptedException {
        long start = System.nanoTime();
        SuiteContainer container =
                new SuiteContainer(image, environment.spec().limits(), labels(), sources(job.classPath()));
        try {
            container.start();
            log.step("container", (System.nanoTime() - start) / 1e9);
            return ContainerEnvironment.open(environment, job, digest, client, container, log);
        } catch (ContainerLaunchException problem) {
            container.stop();
            throw GradlockException.incomplete(
                    "the container could not be started: " + root(problem),
                    "docker info shows whether the engine is well; the environment's log is " + log.file(),
                    problem);
        } catch (RuntimeException | InterruptedException problem) {
            container.stop();
            throw problem;
        }
    }

    private static String root(Throwable problem) {
        Throwable last = problem;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return String.valueOf(last.getMessage()).strip();
    }

    private ContainerImages images(Connection engine, BoundedLog log) {
        return new ContainerImages(engine.client(), engine.images(), repositories, labels(), home, offline, log);
    }

    private Map<String, String> labels() {
        return Ownership.labels(run);
    }

    /** Files of equal names may lie in different folders: a number keeps them apart and in order. */
    static List<ContainerFiles.Source> sources(List<Path> classPath) {
        List<ContainerFiles.Source> sources = new ArrayList<>();
        for (Path path : classPath) {
            sources.add(new ContainerFiles.Source(path, name(sources.size(), path)));
        }
        return sources;
    }

    static String name(int index, Path path) {
        return "lib/" + index + "-" + path.getFileName();
    }

    @Override
    public void close() {
        // Each container ends with its environment, or with this process.
    }
}
