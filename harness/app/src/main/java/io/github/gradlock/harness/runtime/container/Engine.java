package io.github.gradlock.harness.runtime.container;

import com.github.dockerjava.api.DockerClient;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.channel.DockerProbe;
import io.github.gradlock.harness.spec.EngineAddress;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.dockerclient.TransportConfig;

/** The Docker engine, as Testcontainers finds it: DOCKER_HOST, or the socket of this machine. */
public final class Engine {
    private static final String REAPER_DISABLED = "TESTCONTAINERS_RYUK_DISABLED";

    private Engine() {}

    /**
     * Returns a client of the engine.
     *
     * @throws UnavailableException if none answers; the reason says what was tried
     */
    public static DockerClient connect() throws UnavailableException {
        // Testcontainers takes a minute to say so.
        DockerProbe probe = DockerProbe.ofThisMachine();
        if (probe.problem() != null && probe.isConclusive()) {
            throw new UnavailableException(
                    "no Docker engine answers at " + probe.endpoint() + " (" + probe.problem() + ")");
        }
        checkReaper();
        try {
            DockerClient client = DockerClientFactory.instance().client();
            refuseAnother(probe.endpoint());
            return client;
        } catch (RuntimeException problem) {
            throw new UnavailableException("no Docker engine answers at " + probe.endpoint() + " (" + deepest(problem)
                    + "): start one, or see gradlock doctor");
        }
    }

    /**
     * Returns a client of the engine that an environment names, or of this machine's.
     *
     * @param address null for this machine's
     */
    public static DockerClient connect(@Nullable EngineAddress address) throws UnavailableException {
        return address == null ? connect() : RemoteEngine.connect(address);
    }

    /** Testcontainers goes on to other engines where the one that was asked for does not answer. */
    private static void refuseAnother(String endpoint) throws UnavailableException {
        String host = System.getenv("DOCKER_HOST");
        String found = String.valueOf(
                DockerClientFactory.instance().getTransportConfig().getDockerHost());
        if (host != null && !host.isBlank() && !found.equals(host.strip())) {
            throw new UnavailableException(
                    "no Docker engine answers at " + endpoint + " (DOCKER_HOST): start it, or see gradlock doctor");
        }
    }

    /** Returns the labels that everything created for this process bears, so that it can be swept when the process died. */
    public static Map<String, String> labels(String run) {
        return Ownership.labels(run);
    }

    /**
     * Fails at once where Testcontainers would try for minutes to pull its reaper: it is an image of its own, which nobody
     * who starts gradlock by its launcher needs.
     */
    private static void checkReaper() throws UnavailableException {
        Optional<URI> socket = LocalEngineStrategy.find();
        if (Boolean.parseBoolean(System.getenv(REAPER_DISABLED))
                || System.getenv("DOCKER_HOST") != null
                || socket.isEmpty()) {
            return;
        }
        TransportConfig transport =
                TransportConfig.builder().dockerHost(socket.get()).build();
        try (DockerClient client = DockerClientProviderStrategy.getClientForConfig(transport)) {
            if (client.listImagesCmd()
                    .withReferenceFilter("testcontainers/ryuk")
                    .exec()
                    .isEmpty()) {
                throw new UnavailableException("Testcontainers' reaper is not disabled, and its image is not here: set "
                        + REAPER_DISABLED + "=true, as the launcher does, or pull testcontainers/ryuk");
            }
        } catch (IOException | RuntimeException problem) {
            // That the engine does not answer is said by the caller.
        }
    }

    private static String deepest(Throwable problem) {
        Throwable last = problem;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return String.valueOf(last.getMessage());
    }
}
