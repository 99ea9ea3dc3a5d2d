package io.github.gradlock.harness.runtime.container;

import com.github.dockerjava.transport.DockerHttpClient;
import io.github.gradlock.harness.GradlockException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The way to an engine beneath docker-java's client. Unlike the ways that come with that client it tells a program the end of its input, and it loads far
 * fewer classes.
 *
 * <p>An engine elsewhere may fall silent at any time: what it can answer at once may have a time limit. What streams, or waits for a program, has none:
 * it may take as long as it takes.
 */
final class EngineTransport implements DockerHttpClient {
    private static final Duration CONNECTING = Duration.ofSeconds(10);
    private static final Pattern STREAMS = Pattern.compile(
            "/(containers/[^/]+/(wait|attach|logs|archive|export)|exec/[^/]+/start|images/(create|load)|build|events)(\\?|$)");

    /** An engine may end a connection that nobody uses; it does not do so within seconds. */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final int MOST_AT_ONCE = 256 << 20;

    private final URI host;
    private final @Nullable SSLContext ssl;
    private final @Nullable Duration limit;
    private final Deque<Idle> idle = new ArrayDeque<>();
    private boolean closed;

    /** A connection that waits for another request. */
    private record Idle(EngineSocket socket, long since) {}

    /**
     * Opens nothing yet.
     *
     * @param ssl null where the connection is not protected
     * @param limit for the answers that do not stream; null for none
     */
    EngineTransport(URI host, @Nullable SSLContext ssl, @Nullable Duration limit) {
        this.host = host;
        this.ssl = ssl;
        this.limit = limit;
    }

    @Override
    public Response execute(Request request) {
        try {
            EngineSocket kept = kept();
            if (kept != null) {
                try {
                    return by(kept, request);
                } catch (IOException ended) {
                    // Who was on the way may have ended a connection that nobody used. What only asks may be asked
                    // again.
                    if (!request.method().equals(Request.Method.GET.name())) {
                        throw ended;
                    }
                }
            }
            return by(EngineSocket.open(host, ssl, CONNECTING), request);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private Response by(EngineSocket socket, Request request) throws IOException {
        return STREAMS.matcher(request.path()).find() ? exchange(request, socket) : atOnce(request, socket);
    }

    /** Reads an answer to its end, so that the time limit is one of all of it. */
    private Response atOnce(Request request, EngineSocket socket) throws IOException {
        AtomicBoolean late = new AtomicBoolean();
        CompletableFuture<Void> alarm = limit == null
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.runAsync(
                        () -> {
                            late.set(true);
                            close(socket);
                        },
                        CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS));
        try (Response answer = exchange(request, socket)) {
            byte[] body = answer.getBody().readNBytes(MOST_AT_ONCE);
            // Its end is read as well, or the connection could not be used again.
            if (answer.getBody().read() >= 0) {
                throw new IOException("it answers with more than 256 MiB: " + request.path());
            }
            return new Read(answer.getStatusCode(), answer.getHeaders(), body);
        } catch (IOException problem) {
            if (limit != null && late.get()) {
                throw GradlockException.incomplete(
                        "the Docker engine at " + host + " did not answer within " + limit.toSeconds() + " s: "
                                + request.method() + " " + request.path().replaceFirst("\\?.*", ""),
                        "see that it is well, and that this machine reaches it; then run the command again",
                        problem);
            }
            throw problem;
        } finally {
            alarm.cancel(false);
        }
    }

    private Response exchange(Request request, EngineSocket socket) throws IOException {
        boolean answered = false;
        EngineRequest sending = new EngineRequest(request, socket.out(), () -> close(socket));
        try {
            sending.send();
            EngineAnswer answer = EngineAnswer.read(
                    sending.heard(socket.in()),
                    () -> {
                        if (sending.isSent()) {
                            keep(socket);
                        } else {
                            close(socket);
                        }
                    },
                    () -> close(socket));
            InputStream input = request.hijackedInput();
            if (input != null && answer.getStatusCode() < 300) {
                hand(input, socket);
            }
            answered = true;
            return answer;
        } finally {
            if (!answered) {
                close(socket);
            }
        }
    }

    /** Hands an input on as it comes, and then its end. */
    private static void hand(InputStream input, EngineSocket socket) {
        Thread thread = new Thread(
                () -> {
                    try {
                        byte[] bytes = new byte[1 << 16];
                        for (int count = input.read(bytes); count >= 0; count = input.read(bytes)) {
                            socket.out().write(bytes, 0, count);
                        }
                        socket.endOutput();
                    } catch (IOException gone) {
                        // Who reads it went away, or there is no more to be read.
                        endQuietly(socket);
                    }
                },
                "gradlock-engine-input");
        thread.setDaemon(true);
        thread.start();
    }

    private static void endQuietly(EngineSocket socket) {
        try {
            socket.endOutput();
        } catch (IOException gone) {
            // Then it ended before.
        }
    }

    private @Nullable EngineSocket kept() {
        synchronized (idle) {
            for (Idle last = idle.pollLast(); last != null; last = idle.pollLast()) {
                if (System.nanoTime() - last.since() < IDLE_NANOS) {
                    return last.socket();
                }
                close(last.socket());
            }
        }
        return null;
    }

    private void keep(EngineSocket socket) {
        synchronized (idle) {
            if (!closed) {
                idle.addLast(new Idle(socket, System.nanoTime()));
                return;
            }
        }
        close(socket);
    }

    private static void close(EngineSocket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // It is not used any more.
        }
    }

    @Override
    public void close() {
        synchronized (idle) {
            closed = true;
            idle.forEach(one -> close(one.socket()));
            idle.clear();
        }
    }

    /** An answer that was read to its end. */
    private record Read(int status, Map<String, List<String>> headers, byte[] bytes) implements Response {
        @Override
        public int getStatusCode() {
            return status;
        }

        @Override
        public Map<String, List<String>> getHeaders() {
            return headers;
        }

        @Override
        public InputStream getBody() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public void close() {
            // The connection was given back.
        }
    }
}
