package io.github.gradlock.harness.runtime.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.transport.SSLConfig;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.channel.DockerContexts;
import io.github.gradlock.harness.spec.EngineAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.testcontainers.shaded.com.github.dockerjava.core.DefaultDockerClientConfig;
import org.testcontainers.shaded.com.github.dockerjava.core.DockerClientImpl;
import org.testcontainers.shaded.com.github.dockerjava.core.LocalDirectorySSLConfig;

/** A client of an engine that an environment names, with its certificates checked both ways. */
final class RemoteEngine {
    private static final int CONNECT_MILLIS = 10_000;
    private static final int PATIENCE_SECONDS = 20;
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(2);

    /** Instead of Docker's configuration, whose logins a client would show to any engine: those that may be given are given for each pull. */
    private static final String NO_LOGINS = "/nonexistent";

    private RemoteEngine() {}

    /**
     * Connects, and waits for its first answer.
     *
     * @throws UnavailableException if there is none in time; the reason says where it was looked for
     */
    static DockerClient connect(EngineAddress address) throws UnavailableException {
        DockerContexts.Endpoint endpoint = DockerContexts.ofThisUser().find(address);
        try {
            requireListener(endpoint.host());
            return within(() -> answering(endpoint));
        } catch (IOException | TimeoutException problem) {
            throw unavailable(address, endpoint, problem);
        } catch (ExecutionException problem) {
            throw unavailable(address, endpoint, problem);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("interrupted while the engine at " + endpoint.host() + " was asked");
        }
    }

    /** Says in seconds what the client would say in minutes. */
    private static void requireListener(URI host) throws IOException {
        if ("tcp".equals(host.getScheme())) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(host.getHost(), host.getPort()), CONNECT_MILLIS);
            }
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
        Path certificates = endpoint.certificates();
        SSLConfig ssl = certificates == null ? null : new LocalDirectorySSLConfig(certificates.toString());
        DefaultDockerClientConfig settings = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(endpoint.host().toString())
                .withDockerTlsVerify(false)
                .withDockerConfig(NO_LOGINS)
                .build();
        DockerClient client =
                DockerClientImpl.getInstance(settings, new TimedTransport(endpoint.host(), ssl, LONGEST_ANSWER));
        client.versionCmd().exec();
        return client;
    }

    private static UnavailableException unavailable(
            EngineAddress address, DockerContexts.Endpoint endpoint, Exception problem) {
        Throwable deepest = problem;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String said = deepest instanceof TimeoutException
                ? "it did not answer within " + PATIENCE_SECONDS + " s"
                : String.valueOf(deepest.getMessage()).strip();
        return new UnavailableException("no Docker engine answers at " + endpoint.host() + " (" + said + "): "
                + advice(said, endpoint.certificates()) + "; it is named at " + address.location());
    }

    private static String advice(String said, @Nullable Path certificates) {
        String words = said.toLowerCase(Locale.ROOT);
        if (words.contains("certification path")
                || words.contains("trust anchor")
                || words.contains("signature check")) {
            return "its certificate was not signed by the authority of ca.pem in " + certificates;
        }
        if (words.contains("subject alternative") || words.contains("doesn't match")) {
            return "its certificate is for another name: use a name that it has";
        }
        // In TLS 1.3 an engine that refuses a certificate may just end the connection.
        if (certificates != null && words.matches(".*(certificate|handshake|alert|broken pipe|connection reset).*")) {
            return "it may not accept cert.pem of " + certificates;
        }
        return certificates == null && words.contains("https")
                ? "it wants certificates: write  certificates: FOLDER, or use a context"
                : "start it, and see that this machine reaches it";
    }
}
