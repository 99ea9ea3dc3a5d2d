package io.github.gradlock.harness.runtime.container;

import io.github.gradlock.harness.channel.DockerProbe;
import java.net.URI;
import java.nio.file.Path;
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
        return DockerProbe.sockets().stream().findFirst().map(LocalEngineStrategy::uri);
    }

    private static URI uri(Path socket) {
        return URI.create("unix://" + socket);
    }
}
