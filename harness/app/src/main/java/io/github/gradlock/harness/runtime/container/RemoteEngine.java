package io.github.gradlock.harness.runtime.container;

import com.github.dockerjava.api.DockerClient;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.channel.DockerContexts;
import io.github.gradlock.harness.spec.EngineAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.testcontainers.shaded.com.github.dockerjava.core.DefaultDockerClientConfig;
import org.testcontainers.shaded.com.github.dockerjava.core.DockerClientImpl;
import org.testcontainers.shaded.com.github.dockerjava.core.LocalDirectorySSLConfig;

/** A client of an engine that listens at some address, with its certificates checked both ways. */
final class RemoteEngine {
    private static final int PATIENCE_SECONDS = 20;
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(2);

    /** Instead of Docker's configuration, whose logins a client would show to any engine: those that may be given are given for each pull. */
    private static final String NO_LOGINS = "/nonexistent";

    private RemoteEngine() {}

    /**
     * Connects to the engine that an environment names, and waits for its first answer.
     *
     * @throws UnavailableException if there is none in time; the reason says where it was looked for
     */
    static DockerClient connect(EngineAddress address) throws UnavailableException {
        return connect(DockerContexts.ofThisUser().find(address), "it is named at " + address.location());
    }

    /**
     * Connects, and waits for its first answer.
     *
     * @param named who names it, for messages
     */
    static DockerClient connect(DockerContexts.Endpoint endpoint, String named) throws UnavailableException {
        try {
            return within(() -> answering(endpoint));
        } catch (TimeoutException | ExecutionException problem) {
            throw unavailable(endpoint, named, problem);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("interrupted while the engine at " + endpoint.host() + " was asked");
        }
    }

    private static DockerClient within(java.util.function.Supplier<DockerClient> connecting)
            throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<DockerClient> client = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        client.complete(connecting.get());
                    } catch (RuntimeException problem) {
                        client.completeExceptionally(problem);
                    }
                },
                "gradlock-connect");
        thread.setDaemon(true);
        thread.start();
        return client.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static DockerClient answering(DockerContexts.Endpoint endpoint) {
        DockerClient client = client(endpoint, LONGEST_ANSWER);
        client.versionCmd().exec();
        return client;
    }

    /**
     * Returns a client; the engine is not asked yet.
     *
     * @param longest that an answer may take which does not stream; null for any time
     */
    static DockerClient client(DockerContexts.Endpoint endpoint, @Nullable Duration longest) {
        Path certificates = endpoint.certificates();
        DefaultDockerClientConfig settings = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(endpoint.host().toString())
                .withDockerTlsVerify(false)
                .withDockerConfig(NO_LOGINS)
                .build();
        return DockerClientImpl.getInstance(
                settings,
                new EngineTransport(endpoint.host(), certificates == null ? null : certified(certificates), longest));
    }

    /** Never null, which would be taken for an engine without certificates. */
    private static SSLContext certified(Path certificates) {
        return Objects.requireNonNull(
                new LocalDirectorySSLConfig(certificates.toString()).getSSLContext(),
                "the certificates in " + certificates + " went away");
    }

    private static UnavailableException unavailable(DockerContexts.Endpoint endpoint, String named, Exception problem) {
        Throwable deepest = problem;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String said = deepest instanceof TimeoutException
                ? "it did not answer within " + PATIENCE_SECONDS + " s"
                : String.valueOf(deepest.getMessage()).strip();
        return new UnavailableException("no Docker engine answers at " + endpoint.host() + " (" + said + "): "
                + advice(said, endpoint.certificates()) + "; " + named);
    }

    private static String advice(String said, @Nullable Path certificates) {
        String words = said.toLowerCase(Locale.ROOT);
        if (words.contains("certification path")
                || words.contains("trust anchor")
                || words.contains("signature check")) {
            return "its certificate was not signed by the authority of ca.pem in " + certificates;
        }
        if (words.contains("subject alternative") || words.contains("no name matching")) {
            return "its certificate is for another name: use a name that it has";
        }
        // In TLS 1.3 an engine that refuses a certificate may just end the connection.
        if (certificates != null
                && words.matches(
                        ".*(certificate|handshake|alert|broken pipe|connection reset|ended the connection).*")) {
            return "it may not accept cert.pem of " + certificates;
        }
        return certificates == null && words.contains("https")
                ? "it wants certificates: write  certificates: FOLDER, or use a context; for DOCKER_HOST, set DOCKER_TLS_VERIFY"
                : "start it, and see that this machine reaches it";
    }
}
