package io.github.gradlock.harness.runtime.container;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.dockerclient.TransportConfig;

/**
 * Finds the Docker engine of this machine for Testcontainers, ahead of its own ways.
 *
 * <p>Those remember their choice in a file in the home directory. {@code DOCKER_HOST} still comes first: Testcontainers sees
 * to it.
 */
public final class LocalEngineStrategy extends DockerClientProviderStrategy {
    private static final int BEFORE_ALL_OTHERS = 1000;

    @Override
    public TransportConfig getTransportConfig() {
        return TransportConfig.builder()
                .dockerHost(find().orElseThrow(() -> new IllegalStateException("no engine socket found")))
                .build();
    }

    @Override
    protected boolean isApplicable() {
        return find().isPresent();
    }

    @Override
    protected boolean isPersistable() {
        return false;
    }

    @Override
    protected int getPriority() {
        return BEFORE_ALL_OTHERS;
    }

    @Override
    public String getDescription() {
        return "the engine of this machine at " + getTransportConfig().getDockerHost();
    }

    /** Returns the first socket that exists. */
    static Optional<URI> find() {
        if (System.getProperty("os.name", "").startsWith("Windows")) {
            return Optional.of(URI.create("npipe:////./pipe/docker_engine"));
        }
        return candidates().stream()
                .filter(Files::exists)
                .map(LocalEngineStrategy::uri)
                .findFirst();
    }

    /** Returns where engines listen: the system's, a rootless one, Docker Desktop's. */
    static List<Path> candidates() {
        List<Path> paths = new ArrayList<>(List.of(Path.of("/var/run/docker.sock")));
        String runtime = System.getenv("XDG_RUNTIME_DIR");
        if (runtime != null) {
            paths.add(Path.of(runtime, "docker.sock"));
        }
        String home = System.getProperty("user.home", "");
        paths.add(Path.of(home, ".docker", "run", "docker.sock"));
        paths.add(Path.of(home, ".docker", "desktop", "docker.sock"));
        return paths;
    }

    private static URI uri(Path socket) {
        return URI.create("unix://" + socket);
    }
}
