package io.github.gradlock.harness.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.github.dockerjava.api.DockerClient;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.dockerclient.TransportConfig;

/** An engine on the loopback that refuses every pull in the same words, and has no images but those that it is given. */
public final class FakeEngine implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final List<JsonNode> logins = new ArrayList<>();
    private final String refusal;
    private final Map<String, Boolean> images = new TreeMap<>();

    /** Starts it. */
    public FakeEngine(String refusal) throws IOException {
        this.refusal = refusal;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Gives it an image, which may be in use; its labels are those that are asked for. */
    public synchronized void add(String tag, boolean inUse) {
        images.put(tag, inUse);
    }

    /** Returns a client of it, made as for any other engine. */
    public DockerClient client() {
        return DockerClientProviderStrategy.getClientForConfig(
                TransportConfig.builder().dockerHost(URI.create(address())).build());
    }

    /** Returns where it listens. */
    public String address() {
        return "tcp://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Returns what was shown with each pull; null where nothing was. */
    public synchronized List<JsonNode> logins() {
        return List.copyOf(logins);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.endsWith("/_ping")) {
                FakeRegistry.send(exchange, 200, "OK".getBytes(StandardCharsets.UTF_8));
            } else if (path.endsWith("/version")) {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                FakeRegistry.send(
                        exchange, 200, "{\"Version\":\"20.10\",\"Arch\":\"amd64\"}".getBytes(StandardCharsets.UTF_8));
            } else if (path.endsWith("/images/create")) {
                String header = exchange.getRequestHeaders().getFirst("X-Registry-Auth");
                logins.add(
                        header == null
                                ? JSON.nullNode()
                                : JSON.readTree(Base64.getUrlDecoder().decode(header)));
                message(exchange, 500, refusal);
            } else if (path.endsWith("/images/json")) {
                ArrayNode all = JSON.createArrayNode();
                images.keySet()
                        .forEach(tag -> all.addObject().putArray("RepoTags").add(tag));
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                FakeRegistry.send(exchange, 200, all.toString().getBytes(StandardCharsets.UTF_8));
            } else if (exchange.getRequestMethod().equals("DELETE")) {
                String tag = path.substring(path.indexOf("/images/") + "/images/".length());
                if (Boolean.TRUE.equals(images.get(tag))) {
                    message(exchange, 409, "image is being used by running container");
                } else {
                    images.remove(tag);
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    FakeRegistry.send(exchange, 200, "[]".getBytes(StandardCharsets.UTF_8));
                }
            } else {
                message(exchange, 404, "No such image");
            }
        }
    }

    private static void message(HttpExchange exchange, int status, String text) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        FakeRegistry.send(
                exchange,
                status,
                JSON.createObjectNode().put("message", text).toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
