package io.github.gradlock.harness.runtime.container;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import io.github.gradlock.harness.runtime.container.AttachedProgram.Way;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The input of a program, on each way to an engine. */
@Timeout(60)
class EngineInputTests {
    private static final int MORE_THAN_ANY_BUFFER = 9_000_000;

    @TempDir
    Path folder = Path.of("");

    private static Request attach(InputStream input) {
        return Request.builder()
                .method(Request.Method.POST)
                .path("/containers/abc/attach?stdin=true&stream=true")
                .hijackedInput(input)
                .build();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void allOfItComesToAProgramThatReadsSlowlyAndThenItsEnd(Way way) throws Exception {
        byte[] bytes = new byte[MORE_THAN_ANY_BUFFER];
        new Random(1).nextBytes(bytes);
        try (AttachedProgram program = AttachedProgram.on(way, folder);
                EngineTransport transport = program.transport();
                Response answer = transport.execute(attach(new ByteArrayInputStream(bytes)))) {
            assertEquals(200, answer.getStatusCode());
            // What the program says after the end of its input is heard.
            assertEquals("read", new String(answer.getBody().readAllBytes(), StandardCharsets.US_ASCII));
            assertArrayEquals(bytes, program.read());
            assertTrue(program.head().contains("\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n"), program.head());
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aProgramThatEndsBeforeItsInputEndsTheConnection(Way way) throws Exception {
        try (PipedOutputStream open = new PipedOutputStream();
                PipedInputStream input = new PipedInputStream(open);
                AttachedProgram program = AttachedProgram.thatReads(3, way, folder);
                EngineTransport transport = program.transport();
                Response answer = transport.execute(attach(input))) {
            open.write(new byte[] {1, 2, 3});
            assertEquals("read", new String(answer.getBody().readAllBytes(), StandardCharsets.US_ASCII));
            assertArrayEquals(new byte[] {1, 2, 3}, program.read());
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void whoClosesTheAnswerEndsItAtOnceWhoeverReadsIt(Way way) throws Exception {
        try (PipedOutputStream open = new PipedOutputStream();
                PipedInputStream input = new PipedInputStream(open);
                AttachedProgram program = AttachedProgram.on(way, folder);
                EngineTransport transport = program.transport()) {
            CompletableFuture<Throwable> ended = new CompletableFuture<>();
            try (Response answer = transport.execute(attach(input))) {
                Thread reader = new Thread(() -> ended.complete(
                        assertThrows(IOException.class, () -> answer.getBody().read())));
                reader.start();
            }
            assertTrue(ended.get(30, TimeUnit.SECONDS) instanceof IOException);
            assertEquals(0, program.read().length);
        }
    }

    @Test
    void anEngineOfAnotherNameIsNotSpokenTo() throws Exception {
        try (AttachedProgram program = AttachedProgram.on(Way.TLS, folder);
                EngineTransport transport = new EngineTransport(
                        URI.create("tcp://localhost:" + program.host().getPort()), program.certificates(), null)) {
            UncheckedIOException problem = assertThrows(
                    UncheckedIOException.class, () -> transport.execute(attach(InputStream.nullInputStream())));
            assertTrue(
                    String.valueOf(problem.getMessage()).contains("No name matching localhost"), problem.getMessage());
        }
    }
}
