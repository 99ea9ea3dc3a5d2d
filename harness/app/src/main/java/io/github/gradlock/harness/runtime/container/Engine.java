package io.github.gradlock.harness.runtime.container;

import com.github.dockerjava.api.DockerClient;
import io.github.gradlock.harness.runtime.UnavailableException;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
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
        String host = System.getenv("DOCKER_HOST");
        String tried = host != null && !host.isBlank()
                ? "DOCKER_HOST is " + host
                : LocalEngineStrategy.find()
                        .map(uri -> "tried " + uri)
                        .orElse("no DOCKER_HOST, and no "
                                + LocalEngineStrategy.candidates().get(0));
        checkReaper();
        try {
            return DockerClientFactory.instance().client();
        } catch (RuntimeException problem) {
            String cause = deepest(problem);
            throw new UnavailableException("no Docker engine answers (" + tried
                    + (reaperFailed(problem) ? ": " + cause : "") + "): start one, or see gradlock doctor");
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

    /** Testcontainers' reaper is an image of its own; that it cannot be started has nothing to do with the engine. */
    private static boolean reaperFailed(Throwable problem) {
        for (Throwable t = problem; t != null; t = t.getCause()) {
            if (String.valueOf(t.getMessage()).contains("ryuk")) {
                return true;
            }
        }
        return false;
    }

    private static String deepest(Throwable problem) {
        Throwable last = problem;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return last.getMessage() + "; TESTCONTAINERS_RYUK_DISABLED=true does without its reaper";
    }
}
