package io.github.gradlock.harness.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradlock.harness.ProgramPath;
import io.github.gradlock.harness.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks a Docker engine for its version, without a client library and in milliseconds.
 *
 * @param endpoint what was asked
 * @param version of the engine; null if it did not answer
 * @param apiVersion of the engine; null if it did not answer
 * @param problem why it did not answer, and what to do; null if it did
 */
public record DockerProbe(
        String endpoint,
        @Nullable String version,
        @Nullable String apiVersion,
        @Nullable String problem) {
    private static final int MAXIMAL_ANSWER = 1 << 20;
    private static final int PATIENCE_SECONDS = 5;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Asks the engine of this machine: DOCKER_HOST, or the usual sockets. */
    public static DockerProbe ofThisMachine() {
        return of(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    static DockerProbe of(Map<String, String> environment, Path userHome) {
        String host = environment.getOrDefault("DOCKER_HOST", "").strip();
        List<String> endpoints = host.isEmpty()
                ? sockets(environment, userHome).stream()
                        .map(socket -> "unix://" + socket)
                        .toList()
                : List.of(host);
        DockerProbe last = null;
        for (String endpoint : endpoints) {
            last = ask(endpoint);
            if (last.problem() == null) {
                return last;
            }
        }
        return last != null
                ? last
                : failed("unix:///var/run/docker.sock", "no socket of an engine: " + remedy(environment));
    }

    /** Who has the program has an engine most likely, which was not started. */
    static String remedy(Map<String, String> environment) {
        return ProgramPath.parse(environment.getOrDefault("PATH", ""))
                .find("docker")
                .map(program -> "start it (systemctl start docker, or Docker Desktop; " + program + " is there)")
                .orElse(
                        "install Docker (Debian: apt-get install docker.io) and start it, or point DOCKER_HOST at an engine");
    }

    /** Returns whether no other client could do better: TLS, ssh and Windows' pipes are beyond this one. */
    public boolean isConclusive() {
        return endpoint.startsWith("unix://")
                && !System.getProperty("os.name", "").startsWith("Windows");
    }

    /** Returns the sockets of this machine at which an engine may listen: the system's, a rootless one, Docker Desktop's. */
    public static List<Path> sockets() {
        return sockets(System.getenv(), Path.of(System.getProperty("user.home", "")));
    }

    static List<Path> sockets(Map<String, String> environment, Path userHome) {
        List<Path> sockets = new ArrayList<>(List.of(Path.of("/var/run/docker.sock")));
        String runtime = environment.get("XDG_RUNTIME_DIR");
        if (runtime != null) {
            sockets.add(Path.of(runtime, "docker.sock"));
        }
        sockets.add(userHome.resolve(".docker/run/docker.sock"));
        sockets.add(userHome.resolve(".docker/desktop/docker.sock"));
        return sockets.stream().filter(Files::exists).toList();
    }

    private static DockerProbe ask(String endpoint) {
        SocketAddress address;
        try {
            address = address(endpoint);
        } catch (IllegalArgumentException unknown) {
            return failed(endpoint, "cannot be asked from here: use a unix:// or tcp:// address, or docker version");
        }
        CompletableFuture<String> answer = new CompletableFuture<>();
        Thread asking = new Thread(
                () -> {
                    try {
                        answer.complete(exchange(address));
                    } catch (IOException | RuntimeException problem) {
                        answer.completeExceptionally(problem);
                    }
                },
                "gradlock-docker-probe");
        asking.setDaemon(true);
        asking.start();
        try {
            String text = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            JsonNode json = JSON.readTree(text.substring(text.indexOf("\r\n\r\n") + 4));
            String version = json.path("Version").asText();
            return version.isEmpty()
                    ? failed(endpoint, "answered, but not as a Docker engine: check DOCKER_HOST")
                    : new DockerProbe(endpoint, version, json.path("ApiVersion").asText(), null);
        } catch (ExecutionException problem) {
            String reason = Reason.of(problem.getCause() == null ? problem : problem.getCause());
            return failed(
                    endpoint,
                    reason.contains("ermission")
                            ? "permission denied: add yourself to the group docker, or use rootless Docker"
                            : reason + ": start the engine (systemctl start docker, or Docker Desktop)");
        } catch (TimeoutException | IOException problem) {
            return failed(endpoint, "no usable answer within " + PATIENCE_SECONDS + " s: restart the engine");
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return failed(endpoint, "interrupted: ask again");
        }
    }

    private static SocketAddress address(String endpoint) {
        URI uri = URI.create(endpoint);
        if ("unix".equals(uri.getScheme())) {
            return UnixDomainSocketAddress.of(uri.getPath());
        }
        if ("tcp".equals(uri.getScheme()) && uri.getHost() != null) {
            return new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? 2375 : uri.getPort());
        }
        throw new IllegalArgumentException(endpoint);
    }

    private static String exchange(SocketAddress address) throws IOException {
        try (SocketChannel channel = address instanceof UnixDomainSocketAddress
                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                : SocketChannel.open()) {
            channel.connect(address);
            channel.write(ByteBuffer.wrap(
                    "GET /version HTTP/1.0\r\nHost: docker\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            ByteBuffer buffer = ByteBuffer.allocate(8192);
            while (answer.size() < MAXIMAL_ANSWER && channel.read(buffer) >= 0) {
                answer.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    private static DockerProbe failed(String endpoint, String problem) {
        return new DockerProbe(endpoint, null, null, problem);
    }
}
