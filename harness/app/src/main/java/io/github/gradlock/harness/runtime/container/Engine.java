package io.github.gradlock.harness.runtime.container;

import com.github.dockerjava.api.DockerClient;
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
        String host = System.getenv("DOCKER_HOST");
        String tried = host != null && !host.isBlank()
                ? "DOCKER_HOST is " + host
                : LocalEngineStrategy.find()
                        .map(uri -> "tried " + uri)
                        .orElse("no DOCKER_HOST, and no "
                                + LocalEngineStrategy.candidates().get(0));
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
