package io.github.gradlock.harness.channel;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A registry on the loopback that serves what a test put into it. */
public final class FakeRegistry implements AutoCloseable {
    private static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
    private static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";

    /** Answers a request in the registry's place. */
    public interface Interception {
        /** Returns whether it answered. */
        boolean answers(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final Map<String, byte[]> content = new HashMap<>();
    private final Map<String, String> types = new HashMap<>();
    private final List<String> requests = new ArrayList<>();
    private Interception interception = exchange -> false;

    /** Starts it. */
    public FakeRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Returns host and port. */
    public String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Returns the environment variable that points a channel here. */
    public Map<String, String> aliasOf(String channel) {
        return Map.of(ImageName.variable(channel), host());
    }

    /** Puts an image for one architecture in; returns its manifest digest. */
    public synchronized String image(String repository, String tag, String architecture, String... environment) {
        String variables = environment.length == 0 ? "" : "\"" + String.join("\",\"", environment) + "\"";
        String config = put(
                repository,
                "blobs",
                Optional.empty(),
                "{\"architecture\":\"" + architecture + "\",\"os\":\"linux\",\"config\":{\"Env\":[" + variables + "]}}",
                "application/json");
        return put(
                repository,
                "manifests",
                Optional.of(tag),
                "{\"schemaVersion\":2,\"config\":{\"digest\":\"" + config + "\"},\"layers\":[]}",
                OCI_MANIFEST);
    }

    /** Puts an index in; manifests by architecture. Returns its digest. */
    public synchronized String index(String repository, String tag, Map<String, String> manifests) {
        List<String> entries = new ArrayList<>();
        entries.add("{\"digest\":\"sha256:" + "e".repeat(64) + "\",\"platform\":{\"os\":\"unknown\","
                + "\"architecture\":\"unknown\"}}");
        manifests.forEach((architecture, digest) -> entries.add("{\"digest\":\"" + digest
                + "\",\"platform\":{\"os\":\"linux\",\"architecture\":\"" + architecture + "\"}}"));
        return put(
                repository,
                "manifests",
                Optional.of(tag),
                "{\"schemaVersion\":2,\"manifests\":[" + String.join(",", entries) + "]}",
                OCI_INDEX);
    }

    /** Lets something else answer first. */
    public void intercept(Interception other) {
        interception = other;
    }

    /** Returns the paths that were asked for, with the authorization if there was one. */
    public synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    /** Overwrites what lies at a path. */
    public synchronized void tamper(String path, String text) {
        content.put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    private String put(String repository, String kind, Optional<String> tag, String text, String type) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        String digest = "sha256:" + sha256(bytes);
        List<String> names = new ArrayList<>(List.of(digest));
        tag.ifPresent(names::add);
        for (String name : names) {
            String path = "/v2/" + repository + "/" + kind + "/" + name;
            content.put(path, bytes);
            types.put(path, type + " " + digest);
        }
        return digest;
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            requests.add(authorization == null ? path : path + " " + authorization);
            if (interception.answers(exchange)) {
                return;
            }
            if (exchange.getRequestURI().getPath().endsWith("/tags/list")) {
                tags(exchange);
                return;
            }
            byte[] body = content.get(path);
            if (body == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            String[] type = types.getOrDefault(path, "application/json sha256:").split(" ");
            exchange.getResponseHeaders().set("Content-Type", type[0]);
            exchange.getResponseHeaders().set("Docker-Content-Digest", type[1]);
            send(exchange, 200, body);
        }
    }

    /** Two tags a page. */
    private void tags(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String manifests = path.replaceFirst("tags/list$", "manifests/");
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        String last = query.contains("last=") ? query.replaceFirst(".*last=", "") : "";
        List<String> all = content.keySet().stream()
                .filter(name -> name.startsWith(manifests) && !name.contains("sha256:"))
                .map(name -> name.substring(manifests.length()))
                .filter(name -> name.compareTo(last) > 0)
                .sorted()
                .toList();
        List<String> page = all.subList(0, Math.min(2, all.size()));
        if (page.size() < all.size()) {
            exchange.getResponseHeaders().set("Link", "<" + path + "?n=2&last=" + page.get(1) + ">; rel=\"next\"");
        }
        String names = page.isEmpty() ? "" : "\"" + String.join("\",\"", page) + "\"";
        send(exchange, 200, ("{\"tags\":[" + names + "]}").getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a body. */
    public static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
