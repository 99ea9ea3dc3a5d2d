package io.github.gradlock.harness.channel;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** A Maven repository on the loopback that serves what a test put into it, with its checksums. */
public final class FakeMaven implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, byte[]> files = new HashMap<>();
    private int requests;

    /** Starts it. */
    public FakeMaven() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Returns the environment variable that points the channel here. */
    public Map<String, String> alias() {
        return Map.of(
                ImageName.variable(MavenChannel.NAME),
                "http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /**
     * Puts a jar in, {@code group:artifact:version} or {@code group:artifact:version:classifier}.
     *
     * @param bytes of the jar
     */
    public FakeMaven jar(String coordinates, String bytes) {
        String[] parts = coordinates.split(":");
        String classifier = parts.length > 3 ? "-" + parts[3] : "";
        return put(path(parts) + classifier + ".jar", bytes);
    }

    /**
     * Puts the POM of an artifact in.
     *
     * @param content what stands in it beside the coordinates
     */
    public FakeMaven pom(String coordinates, String content) {
        String[] parts = coordinates.split(":");
        String metadata = "<metadata><groupId>%s</groupId><artifactId>%s</artifactId><versioning><latest>%3$s</latest>"
                + "<release>%3$s</release><versions><version>%3$s</version></versions></versioning></metadata>";
        put(
                parts[0].replace('.', '/') + "/" + parts[1] + "/maven-metadata.xml",
                metadata.formatted(parts[0], parts[1], parts[2]));
        return put(
                path(parts) + ".pom",
                "<project><modelVersion>4.0.0</modelVersion><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>%s</project>"
                        .formatted(parts[0], parts[1], parts[2], content));
    }

    /** Returns a dependency as a POM writes it. */
    public static String needs(String coordinates, String more) {
        String[] parts = coordinates.split(":");
        return "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>%s</dependency>"
                .formatted(parts[0], parts[1], parts[2], more);
    }

    /** Changes a jar on its way, but not its checksum. */
    public synchronized void corrupt(String coordinates) {
        files.put(path(coordinates.split(":")) + ".jar", "corrupt".getBytes(StandardCharsets.UTF_8));
    }

    private static String path(String[] parts) {
        return "%s/%s/%s/%2$s-%3$s".formatted(parts[0].replace('.', '/'), parts[1], parts[2]);
    }

    private synchronized FakeMaven put(String path, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        files.put(path, bytes);
        try {
            String sha1 =
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
            files.put(path + ".sha1", sha1.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
        return this;
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        requests++;
        byte[] bytes = files.get(exchange.getRequestURI().getPath().substring(1));
        exchange.sendResponseHeaders(bytes == null ? 404 : 200, bytes == null ? -1 : bytes.length);
        if (bytes != null && exchange.getRequestMethod().equals("GET")) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    /** Returns how often it was asked. */
    public synchronized int requests() {
        return requests;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
