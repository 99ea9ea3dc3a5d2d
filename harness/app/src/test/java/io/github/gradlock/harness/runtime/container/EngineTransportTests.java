package io.github.gradlock.harness.runtime.container;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import com.sun.net.httpserver.HttpServer;
import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineTransportTests {
    private static final Duration LIMIT = Duration.ofMillis(300);

    private final CountDownLatch silence = new CountDownLatch(1);
    private HttpServer engine;
    private EngineTransport transport;

    @BeforeEach
    void start() throws Exception {
        engine = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        engine.setExecutor(Executors.newCachedThreadPool());
        engine.createContext("/", exchange -> {
            try (exchange) {
                silence.await(LIMIT.toMillis() * 4, TimeUnit.MILLISECONDS);
                exchange.sendResponseHeaders(200, 2);
                exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        });
        engine.start();
        transport = new EngineTransport(
                URI.create("tcp://127.0.0.1:" + engine.getAddress().getPort()), null, LIMIT);
    }

    @AfterEach
    void stop() throws Exception {
        silence.countDown();
        transport.close();
        engine.stop(0);
    }

    @Test
    void anEngineThatFellSilentIsAnErrorThatNamesIt() {
        GradlockException problem = assertThrows(
                GradlockException.class, () -> transport.execute(request("/v1.41/containers/json?all=true")));
        assertEquals(ExitStatus.INCOMPLETE, problem.status());
        assertTrue(
                String.valueOf(problem.getMessage()).contains("did not answer within 0 s: GET /v1.41/containers/json"),
                problem.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1.41/containers/abc/wait",
                "/containers/abc/attach?stdin=true",
                "/containers/abc/logs?follow=true",
                "/containers/abc/archive?path=/x",
                "/exec/abc/start",
                "/images/create?fromImage=debian",
                "/images/load",
                "/build?t=x"
            })
    void whatStreamsMayTakeItsTime(String path) throws Exception {
        try (Response answer = transport.execute(request(path))) {
            assertEquals(200, answer.getStatusCode());
        }
    }

    @Test
    void aConnectionServesOneRequestAfterAnother() throws Exception {
        Set<Integer> ports = new HashSet<>();
        engine.createContext("/at-once", exchange -> {
            try (exchange) {
                ports.add(exchange.getRemoteAddress().getPort());
                exchange.sendResponseHeaders(200, 2);
                exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
            }
        });
        for (int i = 0; i < 3; i++) {
            try (Response answer = transport.execute(request("/at-once"))) {
                assertEquals("{}", new String(answer.getBody().readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertEquals(1, ports.size());
    }

    /** By a proxy, for instance, when nobody had used it for a while. */
    @Test
    void whatOnlyAsksIsAskedAgainWhereAKeptConnectionHasEnded() throws Exception {
        try (ServerSocket once = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
                EngineTransport brief =
                        new EngineTransport(URI.create("tcp://127.0.0.1:" + once.getLocalPort()), null, null)) {
            CountDownLatch ended = new CountDownLatch(2);
            Thread server = new Thread(() -> answerOnce(once, ended));
            server.setDaemon(true);
            server.start();
            for (int i = 0; i < 2; i++) {
                brief.execute(request("/version")).close();
            }
            assertTrue(ended.await(10, TimeUnit.SECONDS));
            Request change = Request.builder()
                    .method(Request.Method.POST)
                    .path("/containers/create")
                    .build();
            assertThrows(UncheckedIOException.class, () -> brief.execute(change), "it may have been done");
        }
    }

    /** Answers the first request of each connection, and ends it. */
    private static void answerOnce(ServerSocket server, CountDownLatch ended) {
        try {
            while (true) {
                try (Socket connection = server.accept()) {
                    connection.getInputStream().read(new byte[1 << 16]);
                    connection
                            .getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
                                    .getBytes(StandardCharsets.US_ASCII));
                }
                ended.countDown();
            }
        } catch (IOException closed) {
            // It is over.
        }
    }

    @Test
    void aBodyOfAnyLengthIsSentAsItIs() throws Exception {
        byte[] sent = new byte[3_000_001];
        new Random(1).nextBytes(sent);
        CompletableFuture<byte[]> arrived = new CompletableFuture<>();
        engine.createContext("/images/load", exchange -> {
            try (exchange) {
                arrived.complete(exchange.getRequestBody().readAllBytes());
                exchange.sendResponseHeaders(200, -1);
            }
        });
        Request load = Request.builder()
                .method(Request.Method.POST)
                .path("/images/load")
                .body(new ByteArrayInputStream(sent))
                .build();
        try (Response answer = transport.execute(load)) {
            assertEquals(200, answer.getStatusCode());
        }
        assertArrayEquals(sent, arrived.get(10, TimeUnit.SECONDS));
    }

    /** An engine would take what came for the whole. */
    @Test
    void aBodyThatCannotBeReadHasNoEnd() throws Exception {
        CompletableFuture<Integer> arrived = new CompletableFuture<>();
        engine.createContext("/images/load", exchange -> {
            try (exchange) {
                arrived.complete(exchange.getRequestBody().readAllBytes().length);
            } catch (IOException cut) {
                arrived.completeExceptionally(cut);
            }
        });
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("damaged");
            }
        };
        Request load = Request.builder()
                .method(Request.Method.POST)
                .path("/images/load")
                .body(new SequenceInputStream(new ByteArrayInputStream(new byte[1 << 20]), broken))
                .build();
        UncheckedIOException problem = assertThrows(UncheckedIOException.class, () -> transport.execute(load));
        assertTrue(String.valueOf(problem.getMessage()).contains("damaged"), problem.getMessage());
        assertThrows(ExecutionException.class, () -> arrived.get(10, TimeUnit.SECONDS));
    }

    /** It waits for who does not listen, and would wait for ever for who is still to send. */
    @Test
    void anEngineMayTellOfItsProgressWhileItIsSentTo() throws Exception {
        int told = 8 << 20;
        CompletableFuture<Integer> arrived = new CompletableFuture<>();
        engine.createContext("/images/load", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write(new byte[told]);
                exchange.getResponseBody().flush();
                arrived.complete(exchange.getRequestBody().readAllBytes().length);
            }
        });
        Request load = Request.builder()
                .method(Request.Method.POST)
                .path("/images/load")
                .body(new ByteArrayInputStream(new byte[16 << 20]))
                .build();
        try (Response answer = transport.execute(load)) {
            assertEquals(told, answer.getBody().readAllBytes().length);
        }
        assertEquals(16 << 20, arrived.get(10, TimeUnit.SECONDS));
    }

    /** Nobody waits for the answer to a request that was never written. */
    @Test
    void aRequestThatCannotBeSentIsAnError() {
        InputStream broken = new InputStream() {
            @Override
            public int read() {
                throw new IllegalStateException("no more memory");
            }
        };
        Request load = Request.builder()
                .method(Request.Method.POST)
                .path("/images/load")
                .body(broken)
                .build();
        UncheckedIOException unread = assertThrows(UncheckedIOException.class, () -> transport.execute(load));
        assertTrue(String.valueOf(unread.getMessage()).contains("no more memory"), unread.getMessage());
        UncheckedIOException unwritten =
                assertThrows(UncheckedIOException.class, () -> transport.execute(request("/images/load?a b")));
        assertTrue(String.valueOf(unwritten.getMessage()).contains("could not be sent"), unwritten.getMessage());
    }

    @Test
    void aNameThatIsNotThereAndAPortOfNobodyAreErrors() {
        for (String host : List.of("tcp://127.0.0.1:1", "unix:///nonexistent/engine.sock", "ssh://somewhere")) {
            try (EngineTransport nobody = new EngineTransport(URI.create(host), null, null)) {
                assertThrows(UncheckedIOException.class, () -> nobody.execute(request("/version")));
            }
        }
    }

    private static Request request(String path) {
        return Request.builder().method(Request.Method.GET).path(path).build();
    }
}
