package io.github.gradlock.harness.runtime.container;

import com.github.dockerjava.api.DockerClient;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.channel.DockerContexts;
import io.github.gradlock.harness.channel.DockerProbe;
import io.github.gradlock.harness.spec.EngineAddress;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Docker engine: the one that DOCKER_HOST names, or that at the socket of this machine. */
public final class Engine {
    private static final String DOCTOR = "gradlock doctor tells more";
    private static final String REAPER_DISABLED = "TESTCONTAINERS_RYUK_DISABLED";

    private Engine() {}

    /**
     * Returns a client of the engine.
     *
     * @throws UnavailableException if none answers; the reason says what was tried
     */
    public static DockerClient connect() throws UnavailableException {
        DockerProbe probe = DockerProbe.ofThisMachine();
        if (probe.problem() != null && probe.isConclusive()) {
            throw new UnavailableException(
                    "no Docker engine answers at " + probe.endpoint() + " (" + probe.problem() + "); " + DOCTOR);
        }
        // Windows' pipe is beyond the probe.
        String host = probe.problem() == null || System.getenv("DOCKER_HOST") != null
                ? probe.endpoint()
                : LocalEngineStrategy.find().map(URI::toString).orElse(probe.endpoint());
        DockerContexts.Endpoint endpoint = DockerContexts.ofVariables(host);
        // Whom the probe asked is not asked again.
        DockerClient client = probe.problem() == null && host.startsWith("unix:")
                ? RemoteEngine.client(endpoint, null)
                : RemoteEngine.connect(endpoint, DOCTOR);
        checkReaper(client);
        return client;
    }

    /**
     * Returns a client of the engine that an environment names, or of this machine's.
     *
     * @param address null for this machine's
     */
    public static DockerClient connect(@Nullable EngineAddress address) throws UnavailableException {
        return address == null ? connect() : RemoteEngine.connect(address);
    }

    /** Returns the labels that everything created for this process bears, so that it can be swept when the process died. */
    public static Map<String, String> labels(String run) {
        return Ownership.labels(run);
    }

    /**
     * Fails at once where Testcontainers would try for minutes to pull its reaper: it is an image of its own, which nobody
     * who starts gradlock by its launcher needs.
     */
    private static void checkReaper(DockerClient client) throws UnavailableException {
        if (!Boolean.parseBoolean(System.getenv(REAPER_DISABLED))
                && client.listImagesCmd()
                        .withReferenceFilter("testcontainers/ryuk")
                        .exec()
                        .isEmpty()) {
            throw new UnavailableException("Testcontainers' reaper is not disabled, and its image is not here: set "
                    + REAPER_DISABLED + "=true, as the launcher does, or pull testcontainers/ryuk");
        }
    }
}
