package io.github.gradlock.harness.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegistryClientTests {
    private final FakeRegistry registry;
    private final RegistryCredentials nobody = RegistryCredentials.of(Map.of(), Path.of("target", "no-home"));
    private final RegistryClient client = new RegistryClient(Duration.ofSeconds(2), nobody);

    RegistryClientTests() throws IOException {
        registry = new FakeRegistry();
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void resolvesAnIndexToAPlatform() {
        String amd64 = registry.image("debian", "a", "amd64", "PATH=/bin");
        String arm64 = registry.image("debian", "b", "arm64");
        String index = registry.index("debian", "trixie", Map.of("amd64", amd64, "arm64", arm64));
        assertEquals(new RegistryImage(index, amd64, Map.of("PATH", "/bin")), resolve("trixie", "linux-64"));
        assertEquals(new RegistryImage(index, arm64, Map.of()), resolve("trixie", "linux-aarch64"));
        GradlockException problem = assertThrows(GradlockException.class, () -> resolve("trixie", "linux-s390x"));
        assertTrue(String.valueOf(problem.getMessage()).endsWith("debian:trixie is not made for linux/s390x"));
    }

    @Test
    void resolvesALoneImage() {
        String manifest = registry.image("debian", "trixie", "amd64", "JAVA_VERSION=jdk-21.0.12+8");
        RegistryImage image = resolve("trixie", "linux-64");
        assertNull(image.indexDigest());
        assertEquals(manifest, image.manifestDigest());
        assertEquals(Optional.of("21.0.12+8"), image.jdkVersion());
        assertThrows(GradlockException.class, () -> resolve("trixie", "linux-aarch64"));
        assertThrows(GradlockException.class, () -> resolve("trixie", "osx-64"));
    }

    @Test
    void fetchesATokenOnceAndOnlyForTheRegistry() {
        registry.image("debian", "trixie", "amd64");
        registry.intercept(exchange -> {
            String path = exchange.getRequestURI().toString();
            if (path.startsWith("/token?")) {
                FakeRegistry.send(exchange, 200, "{\"token\":\"t0k\"}".getBytes(StandardCharsets.UTF_8));
                return true;
            }
            if (!"Bearer t0k".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.getResponseHeaders()
                        .set(
                                "WWW-Authenticate",
                                "Bearer realm=\"http://" + registry.host()
                                        + "/token\",service=\"s\",scope=\"repository:debian:pull\"");
                exchange.sendResponseHeaders(401, -1);
                return true;
            }
            return false;
        });
        resolve("trixie", "linux-64");
        assertEquals(
                "/token?service=s&scope=repository%3Adebian%3Apull",
                registry.requests().get(1));
        assertEquals(
                1,
                registry.requests().stream()
                        .filter(path -> path.startsWith("/token"))
                        .count());
    }

    @Test
    void keepsTheTokenFromOtherHosts() throws IOException {
        registry.image("debian", "trixie", "amd64");
        try (FakeRegistry store = new FakeRegistry()) {
            store.image("debian", "trixie", "amd64");
            registry.intercept(exchange -> {
                String path = exchange.getRequestURI().toString();
                if (path.startsWith("/token")) {
                    FakeRegistry.send(exchange, 200, "{\"access_token\":\"t0k\"}".getBytes(StandardCharsets.UTF_8));
                } else if (exchange.getRequestHeaders().getFirst("Authorization") == null) {
                    exchange.getResponseHeaders()
                            .set("WWW-Authenticate", "Bearer realm=\"http://" + registry.host() + "/token\"");
                    exchange.sendResponseHeaders(401, -1);
                } else if (path.contains("/blobs/")) {
                    exchange.getResponseHeaders().set("Location", "http://" + store.host() + path);
                    exchange.sendResponseHeaders(307, -1);
                } else {
                    return false;
                }
                return true;
            });
            resolve("trixie", "linux-64");
            assertEquals(1, store.requests().size());
            assertFalse(
                    store.requests().get(0).contains("t0k"), store.requests().toString());
        }
    }

    @Test
    void refusesWhatDoesNotMatchItsDigest() {
        String amd64 = registry.image("debian", "a", "amd64");
        registry.index("debian", "trixie", Map.of("amd64", amd64));
        registry.tamper("/v2/debian/manifests/" + amd64, "{\"evil\":true}");
        GradlockException problem = assertThrows(GradlockException.class, () -> resolve("trixie", "linux-64"));
        assertEquals(ExitStatus.BAD_INPUT, problem.status());
        assertTrue(String.valueOf(problem.getMessage()).contains("digest mismatch"), problem.getMessage());
        assertTrue(String.valueOf(problem.getMessage()).contains(amd64), problem.getMessage());
    }

    @Test
    void saysWhatTheRegistryRefuses() {
        assertProblem(ExitStatus.BAD_INPUT, "has no debian trixie", "environment.yml");
        answerWith(403);
        assertProblem(
                ExitStatus.INCOMPLETE, "does not let anybody read debian trixie", "docker login " + registry.host());
        answerWith(401);
        assertProblem(
                ExitStatus.INCOMPLETE, "does not let anybody read debian trixie", "docker login " + registry.host());
        answerWith(429);
        assertProblem(ExitStatus.INCOMPLETE, "allows no more requests", "try again later");
        answerWith(500);
        assertProblem(ExitStatus.INCOMPLETE, "answered 500", "try again later");
        registry.intercept(exchange -> {
            FakeRegistry.send(exchange, 200, "<html>".getBytes(StandardCharsets.UTF_8));
            return true;
        });
        assertProblem(ExitStatus.INCOMPLETE, "not JSON", "mirror");
        registry.intercept(exchange -> {
            exchange.getResponseHeaders()
                    .set("Location", exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(302, -1);
            return true;
        });
        assertProblem(ExitStatus.INCOMPLETE, "redirects in a circle", "mirror");
    }

    @Test
    void givesUpOnAnswersWithoutEnd() {
        registry.intercept(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                byte[] chunk = new byte[1 << 20];
                for (int sent = 0; sent < 64; sent++) {
                    body.write(chunk);
                }
            } catch (IOException cutOff) {
                return true;
            }
            return true;
        });
        assertProblem(ExitStatus.INCOMPLETE, "more than 4194304 bytes", "mirror");
    }

    @Test
    void givesUpOnARegistryThatIsSilentOrGone() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ImageName name = ImageName.of("127.0.0.1:" + silent.getLocalPort() + "/debian", Map.of());
            GradlockException problem = assertThrows(
                    GradlockException.class,
                    () -> new RegistryClient(Duration.ofMillis(300), nobody).resolve(name, "x", "linux-64"));
            assertTrue(String.valueOf(problem.getMessage()).contains("cannot be reached"), problem.getMessage());
        }
        registry.close();
        assertProblem(ExitStatus.INCOMPLETE, "cannot be reached", "GRADLOCK_CHANNEL_ALIAS_");
    }

    private void answerWith(int status) {
        registry.intercept(exchange -> {
            exchange.sendResponseHeaders(status, -1);
            return true;
        });
    }

    private void assertProblem(ExitStatus status, String message, String hint) {
        GradlockException problem = assertThrows(GradlockException.class, () -> resolve("trixie", "linux-64"));
        assertEquals(status, problem.status());
        assertTrue(String.valueOf(problem.getMessage()).contains(message), problem.getMessage());
        assertTrue(problem.hint().contains(hint), problem.hint());
    }

    private RegistryImage resolve(String tag, String platform) {
        return client.resolve(ImageName.of("debian", registry.aliasOf("debian")), tag, platform);
    }
}
