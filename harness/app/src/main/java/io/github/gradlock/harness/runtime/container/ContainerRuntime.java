package io.github.gradlock.harness.runtime.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.lock.EnvironmentLock.ImageLock;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.runtime.BoundedLog;
import io.github.gradlock.harness.runtime.PreparedEnvironment;
import io.github.gradlock.harness.runtime.SuiteJob;
import io.github.gradlock.harness.runtime.SuiteRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.testcontainers.containers.ContainerLaunchException;

/** Runs suites in containers, from images by digest. */
public final class ContainerRuntime implements SuiteRuntime {
    /** A container that is created and not started has no standard input yet whose end would take it away. */
    private static final int STARTING_SECONDS = 10;

    private final ContainerParts parts;
    private final Set<SuiteContainer> starting = ConcurrentHashMap.newKeySet();
    private volatile boolean ending;
    private final Thread hook = new Thread(this::removeStarting, "gradlock-end-containers");

    /**
     * Uses an engine when there is something to run.
     *
     * @param parts gives images and jars
     */
    public ContainerRuntime(ContainerParts parts) {
        this.parts = parts;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Waits for what is being created, which the engine would keep: what is started ends with this process. */
    private void removeStarting() {
        ending = true;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(STARTING_SECONDS);
        while (!starting.isEmpty() && System.nanoTime() < end) {
            for (SuiteContainer container : starting) {
                if (container.getContainerId() != null) {
                    remove(container);
                }
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException ended) {
                return;
            }
        }
    }

    private void remove(SuiteContainer container) {
        try {
            container.stop();
            starting.remove(container);
        } catch (DockerException notYet) {
            // It is asked for again until the time is over; the next command sweeps what is left.
        }
    }

    @Override
    public PreparedEnvironment prepare(ResolvedEnvironment environment, SuiteJob job, BoundedLog log)
            throws UnavailableException, IOException, InterruptedException {
        ImageLock pinned = environment.pins().image();
        String digest = pinned == null ? null : ContainerImages.digest(pinned);
        if (pinned == null || digest == null) {
            throw new UnavailableException("its lock holds no image for this platform (gradlock lock "
                    + environment.spec().argument() + ")");
        }
        DockerClient client = parts.connect(environment, log).client();
        try {
            long start = System.nanoTime();
            String image = parts.image(environment, log);
            log.step("image", (System.nanoTime() - start) / 1e9);
            ContainerProgram program = ContainerProgram.of(environment, job, parts.jars(environment, log));
            return start(environment, job, program, image, digest, client, log);
        } catch (DockerException problem) {
            throw ContainerParts.refused(problem, log);
        }
    }

    private PreparedEnvironment start(
            ResolvedEnvironment environment,
            SuiteJob job,
            ContainerProgram program,
            String image,
            String digest,
            DockerClient client,
            BoundedLog log)
            throws UnavailableException, InterruptedException {
        long start = System.nanoTime();
        SuiteContainer container = new SuiteContainer(
                client,
                image,
                environment.spec().limits(),
                GpuRequest.of(environment, client),
                parts.labels(),
                program.sources());
        try {
            starting.add(container);
            if (ending) {
                throw new InterruptedException("the harness ends");
            }
            container.start();
            log.step("container", (System.nanoTime() - start) / 1e9);
            return ContainerEnvironment.open(environment, job, program, digest, client, container, log);
        } catch (ContainerLaunchException problem) {
            container.stop();
            Optional<String> gpu = GpuRequest.meaning(root(problem));
            if (gpu.isPresent()) {
                throw new UnavailableException(gpu.get());
            }
            throw GradlockException.incomplete(
                    "the container could not be started: " + root(problem),
                    "docker info shows whether the engine is well; the environment's log is " + log.file(),
                    problem);
        } catch (RuntimeException | InterruptedException problem) {
            container.stop();
            throw problem;
        } finally {
            starting.remove(container);
        }
    }

    private static String root(Throwable problem) {
        Throwable last = problem;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return String.valueOf(last.getMessage()).strip();
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
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // It is running.
        }
    }
}
