package io.github.gradlock.harness.runtime.container;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import io.github.gradlock.harness.BulkInputStream;
import io.github.gradlock.harness.Reason;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request to an engine, by HTTP/1.1. A body that streams is sent by a thread of its own: an engine tells its progress meanwhile, and waits for
 * who does not listen.
 */
final class EngineRequest {
    private static final int PIECE = 1 << 18;

    private final Request request;
    private final OutputStream out;
    private final Runnable close;

    /** Complete when all was sent, and by what prevented that. */
    private final CompletableFuture<Void> sent = new CompletableFuture<>();

    /**
     * Sends nothing yet.
     *
     * @param out to the engine
     * @param close ends the connection
     */
    EngineRequest(Request request, OutputStream out, Runnable close) {
        this.request = request;
        this.out = out;
        this.close = close;
    }

    /** Sends what is at hand, and begins to send what streams. */
    void send() {
        InputStream body = request.bodyBytes() == null ? request.body() : null;
        if (body == null) {
            send(null);
            return;
        }
        Thread thread = new Thread(() -> send(body), "gradlock-engine-body");
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns whether the engine has all of it, so that another request may follow. */
    boolean isSent() {
        return sent.isDone() && !sent.isCompletedExceptionally();
    }

    /** Returns what the engine says. That the body could not be read is why there is no more of it. */
    InputStream heard(InputStream in) {
        return new BulkInputStream() {
            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                try {
                    return in.read(bytes, from, length);
                } catch (IOException problem) {
                    Throwable unsent = sent.handle((nothing, why) -> why).getNow(null);
                    throw unsent instanceof IOException why ? why : problem;
                }
            }
        };
    }

    private void send(@Nullable InputStream body) {
        try {
            OutputStream to = new BufferedOutputStream(out);
            to.write(head(body != null).getBytes(StandardCharsets.UTF_8));
            byte[] bytes = request.bodyBytes();
            if (bytes != null) {
                to.write(bytes);
            }
            if (body != null) {
                stream(body, to);
            }
            to.flush();
            sent.complete(null);
        } catch (IOException problem) {
            // An engine that refuses a request may not read it to its end, and says why.
            sent.completeExceptionally(problem);
        } catch (Unreadable problem) {
            refuse(problem.why);
        } catch (RuntimeException | Error problem) {
            refuse(new IOException("the request could not be sent: " + Reason.of(problem), problem));
        }
    }

    /** What cannot be read or written down has no end: the engine must not take the beginning for the whole, and nobody wait for its answer. */
    private void refuse(IOException why) {
        sent.completeExceptionally(why);
        close.run();
    }

    private String head(boolean streams) {
        StringBuilder head = new StringBuilder(request.method() + " " + URI.create(request.path()) + " HTTP/1.1\r\n");
        head.append("Host: docker\r\n");
        request.headers().forEach((name, value) -> head.append(name + ": " + value.replaceAll("[\r\n]", "") + "\r\n"));
        if (request.hijackedInput() != null) {
            head.append("Connection: Upgrade\r\nUpgrade: tcp\r\n");
        }
        byte[] bytes = request.bodyBytes();
        head.append(streams ? "Transfer-Encoding: chunked" : "Content-Length: " + (bytes == null ? 0 : bytes.length));
        return head.append("\r\n\r\n").toString();
    }

    private static void stream(InputStream body, OutputStream to) throws IOException, Unreadable {
        byte[] piece = new byte[PIECE];
        for (int count = next(body, piece); count > 0; count = next(body, piece)) {
            to.write((Integer.toHexString(count) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            to.write(piece, 0, count);
            to.write('\r');
            to.write('\n');
        }
        to.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private static int next(InputStream body, byte[] piece) throws Unreadable {
        try {
            return body.readNBytes(piece, 0, piece.length);
        } catch (IOException problem) {
            throw new Unreadable(problem);
        } catch (RuntimeException problem) {
            throw new Unreadable(
                    new IOException("the body of a request could not be read: " + Reason.of(problem), problem));
        }
    }

    /** It is the body that cannot be read, not the connection that cannot be written to. */
    private static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;
        private final IOException why;

        Unreadable(IOException why) {
            super(why);
            this.why = why;
        }
    }
}
