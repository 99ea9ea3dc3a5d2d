package io.github.gradlock.harness.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a server on loopback that hangs up, knows no ranges, or has another file. */
class DownloadTests {
    private static final byte[] BYTES = new byte[300_000];
    private static final Content CONTENT;

    static {
        new Random(7).nextBytes(BYTES);
        CONTENT = new Content("a.deb", Digests.sha256(BYTES), BYTES.length);
    }

    @TempDir
    Path folder = Path.of("");

    private @Nullable HttpServer server;
    private Store store = new Store(folder);
    private final List<String> ranges = new ArrayList<>();
    private final AtomicLong progress = new AtomicLong();
    private int hangUps;
    private boolean knowsRanges = true;
    private boolean wrongRange;

    @BeforeEach
    void serve() throws IOException {
        store = new Store(folder);
        HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        started.createContext("/a.deb", exchange -> answer(exchange, BYTES));
        started.createContext("/other.deb", exchange -> answer(exchange, new byte[BYTES.length]));
        started.createContext("/long.deb", exchange -> answer(exchange, new byte[2 * BYTES.length]));
        started.createContext("/short.deb", exchange -> answer(exchange, Arrays.copyOf(BYTES, 1000)));
        started.createContext("/broken", exchange -> {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        started.start();
        server = started;
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    private void answer(HttpExchange exchange, byte[] bytes) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        ranges.add(String.valueOf(range));
        int from = range == null || !knowsRanges ? 0 : Integer.parseInt(range.replaceAll("[^0-9]", ""));
        if (from >= bytes.length) {
            exchange.sendResponseHeaders(416, -1);
            exchange.close();
            return;
        }
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set(
                            "Content-Range",
                            "bytes " + (wrongRange ? 0 : from) + "-" + (bytes.length - 1) + "/" + bytes.length);
        } else if (wrongRange) {
            hangUps = 1;
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, bytes.length - from);
        int end = hangUps-- > 0 ? from + (bytes.length - from) / 2 : bytes.length;
        exchange.getResponseBody().write(bytes, from, end - from);
        exchange.close();
    }

    @Test
    void goesOnWhereAConnectionEnded() throws Exception {
        hangUps = 2;
        fetch("a.deb");
        assertEquals("null", ranges.get(0));
        assertEquals(3, ranges.size());
        assertFalse(ranges.contains("bytes=0-"), ranges::toString);
        assertEquals(BYTES.length, progress.get());
    }

    @Test
    void goesOnInALaterCommand() throws Exception {
        hangUps = 3;
        GradlockException problem = assertThrows(GradlockException.class, () -> fetch("a.deb"));
        assertEquals(ExitStatus.INCOMPLETE, problem.status());
        assertTrue(String.valueOf(problem.getMessage()).startsWith("a.deb could not be fetched: "), problem::toString);
        ranges.clear();
        fetch("a.deb");
        assertEquals(1, ranges.size());
        assertTrue(ranges.get(0).matches("bytes=[1-9][0-9]+-"), ranges::toString);
    }

    @Test
    void beginsAnewWhereASourceKnowsNoRanges() throws Exception {
        knowsRanges = false;
        hangUps = 1;
        fetch("a.deb");
    }

    @Test
    void aSecondSourceHelps() throws Exception {
        fetch("absent.deb", "broken", "a.deb");
        assertEquals(1, ranges.size());
    }

    @Test
    void nothingIsKeptOfAnotherFile() throws Exception {
        GradlockException problem = assertThrows(GradlockException.class, () -> fetch("other.deb"));
        assertEquals(ExitStatus.BAD_INPUT, problem.status());
        assertEquals(List.of(), store.all());
        assertThrows(GradlockException.class, () -> fetch("long.deb"));
        assertThrows(GradlockException.class, () -> fetch("short.deb"));
        fetch("a.deb");
    }

    @Test
    void whatArrivedOfAnotherFileDoesNotStand() throws Exception {
        assertThrows(GradlockException.class, () -> fetch("long.deb"));
        fetch("a.deb");
    }

    @Test
    void whatOneSourceSentIsNotGoneOnWithFromAnother() throws Exception {
        fetch("other.deb", "a.deb");
        assertEquals(List.of("null", "null"), ranges, "the second begins anew");
        store.remove(store.find(CONTENT).orElseThrow());
        hangUps = 3;
        ranges.clear();
        fetch("other.deb", "a.deb");
        assertEquals("null", ranges.get(3), ranges::toString);
    }

    @Test
    void ofSeveralSourcesTheFirstIsGoneOnWithInALaterCommand() throws Exception {
        hangUps = 3;
        assertThrows(GradlockException.class, () -> fetch("a.deb", "absent.deb"));
        ranges.clear();
        fetch("a.deb", "absent.deb");
        assertTrue(ranges.get(0).matches("bytes=[1-9][0-9]+-"), ranges::toString);
        assertEquals(1, store.all().size());
    }

    @Test
    void anotherFileIsNamedWhereNoSourceHasTheRightOne() throws Exception {
        GradlockException problem = assertThrows(GradlockException.class, () -> fetch("other.deb", "absent.deb"));
        assertEquals(ExitStatus.BAD_INPUT, problem.status());
        assertTrue(String.valueOf(problem.getMessage()).startsWith("digest mismatch for a.deb"), problem::toString);
        assertEquals(List.of(), store.all());
    }

    @Test
    void anotherRangeThanWasAskedForIsNotTaken() throws Exception {
        hangUps = 1;
        wrongRange = true;
        GradlockException problem = assertThrows(GradlockException.class, () -> fetch("a.deb"));
        assertEquals(ExitStatus.INCOMPLETE, problem.status());
    }

    /** Java's client ignores a login in an address. */
    @ParameterizedTest
    @CsvSource({
        "me@corp.com:p%40s+s, me@corp.com:p@s+s",
        "me:p@s+s, me:p@s+s",
        "token, token:",
    })
    void aLoginInTheAddressIsSent(String written, String login) throws Exception {
        guard(login);
        fetchAs(written + "@", "private/a.deb");
        store.remove(store.find(CONTENT).orElseThrow());
        fetchAs(written + "@", "private/moved");
        store.remove(store.find(CONTENT).orElseThrow());
        GradlockException wrong = assertThrows(GradlockException.class, () -> fetchAs("me:guessed@", "private/a.deb"));
        assertFalse(String.valueOf(wrong.getMessage() + wrong.getCause()).contains("guessed"), wrong::toString);
        GradlockException refused = assertThrows(
                GradlockException.class,
                () -> store.provide(
                        CONTENT,
                        new Download(
                                CONTENT, List.of(URI.create("http://me:guessed@127.0.0.1:1/a.deb")), progress::set)));
        assertFalse(String.valueOf(refused.getMessage() + refused.getCause()).contains("guessed"), refused::toString);
    }

    @Test
    void aLoginGoesToNoOtherHost() throws Exception {
        List<String> seen = new ArrayList<>();
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/a.deb", exchange -> {
            seen.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            answer(exchange, BYTES);
        });
        other.start();
        try {
            redirect("/away", "http://also:this@127.0.0.1:" + other.getAddress().getPort() + "/a.deb");
            fetchAs("me:secret@", "away");
        } finally {
            other.stop(0);
        }
        assertEquals(List.of("null"), seen);
    }

    @Test
    void redirectsEnd() {
        redirect("/round", "/round");
        GradlockException problem = assertThrows(GradlockException.class, () -> fetch("round"));
        assertEquals(ExitStatus.INCOMPLETE, problem.status());
    }

    private void redirect(String path, String target) {
        java.util.Objects.requireNonNull(server).createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Location", target);
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
    }

    /** Demands a login, before anything else is said. */
    private void guard(String login) {
        String expected =
                "Basic " + Base64.getEncoder().encodeToString(login.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        java.util.Objects.requireNonNull(server).createContext("/private", exchange -> {
            if (!expected.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.sendResponseHeaders(401, -1);
                exchange.close();
            } else if (exchange.getRequestURI().getPath().endsWith("/moved")) {
                exchange.getResponseHeaders().set("Location", "a.deb");
                exchange.sendResponseHeaders(307, -1);
                exchange.close();
            } else {
                answer(exchange, BYTES);
            }
        });
    }

    @Test
    void saysThatNobodyIsThere() {
        GradlockException problem = assertThrows(
                GradlockException.class,
                () -> store.provide(
                        CONTENT,
                        new Download(CONTENT, List.of(URI.create("http://127.0.0.1:1/a.deb")), progress::set)));
        assertEquals(ExitStatus.INCOMPLETE, problem.status());
        assertEquals(
                "a.deb could not be fetched: there is no source for it",
                assertThrows(GradlockException.class, this::fetch).getMessage());
    }

    private void fetch(String... names) throws IOException, InterruptedException {
        fetchAs("", names);
    }

    private void fetchAs(String login, String... names) throws IOException, InterruptedException {
        List<URI> sources = Arrays.stream(names)
                .map(name -> URI.create("http://" + login + "127.0.0.1:"
                        + java.util.Objects.requireNonNull(server).getAddress().getPort() + "/" + name))
                .toList();
        Path file = store.provide(CONTENT, new Download(CONTENT, sources, progress::set));
        assertArrayEquals(BYTES, Files.readAllBytes(file));
    }
}
