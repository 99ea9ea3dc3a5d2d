package io.github.gradlock.harness.runtime.container;

import com.github.dockerjava.api.DockerClient;
import io.github.gradlock.harness.channel.DockerProbe;
import io.github.gradlock.harness.runtime.UnavailableException;
import java.util.Map;
import org.testcontainers.DockerClientFactory;

/** The Docker engine, as Testcontainers finds it: DOCKER_HOST, or the socket of this machine. */
public final class Engine {
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
        try {
            DockerClient client = DockerClientFactory.instance().client();
            refuseAnother(probe.endpoint());
            return client;
        } catch (RuntimeException problem) {
            throw new UnavailableException("no Docker engine answers at " + probe.endpoint() + " (" + deepest(problem)
                    + "): start one, or see gradlock doctor");
        }
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

    private static String deepest(Throwable problem) {
        Throwable last = problem;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return String.valueOf(last.getMessage());
    }
}
