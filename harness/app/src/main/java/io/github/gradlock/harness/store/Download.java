package io.github.gradlock.harness.store;

import io.github.gradlock.harness.GradlockException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A file from one of several addresses over HTTP. What arrived before an interruption is kept, and the rest asked for (RFC 9110, range
 * requests); a source that does not know ranges begins anew.
 *
 * @param content that is wanted; never more than its size is written
 * @param sources tried in order
 * @param progress takes the bytes that are there, as they arrive
 */
public record Download(Content content, List<URI> sources, LongConsumer progress) implements Store.Supply {
    private static final Duration CONNECT = Duration.ofSeconds(15);

    /** Without a byte for so long, a connection is given up. */
    private static final Duration STALLED = Duration.ofSeconds(60);

    private static final int TRIES = 3;
    private static final int PARTIAL_CONTENT = 206;
    private static final int OK = 200;

    /** The system's proxies are used; a redirect never leads from https to http. */
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    /** Copies the list. */
    public Download {
        sources = List.copyOf(sources);
    }

    @Override
    public void into(Path arriving) throws IOException, InterruptedException {
        IOException last = null;
        for (URI source : sources) {
            for (int attempt = 0; attempt < TRIES; attempt++) {
                try {
                    if (get(source, arriving)) {
                        return;
                    }
                    last = new IOException("not there: " + source);
                    break;
                } catch (ConnectException unreachable) {
                    last = unreachable;
                    break;
                } catch (IOException broken) {
                    rethrowIfLocal(broken);
                    last = broken;
                }
            }
        }
        throw GradlockException.incomplete(
                "%s could not be fetched: %s".formatted(content.name(), reason(last)),
                "check the network, then run the command again: it goes on where it ended",
                last);
    }

    private static String reason(@Nullable IOException problem) {
        return problem == null
                ? "there is no source for it"
                : problem.getMessage() == null ? problem.getClass().getSimpleName() : problem.getMessage();
    }

    /** Trying again does not help where this machine is at fault, as with a disk that is full. */
    private static void rethrowIfLocal(IOException problem) throws IOException {
        if (problem instanceof FileBody.NotWritten) {
            throw problem;
        }
    }

    /** Returns whether the source had the file. */
    private boolean get(URI source, Path arriving) throws IOException, InterruptedException {
        long there = Files.exists(arriving) ? Files.size(arriving) : 0;
        if (there == content.size()) {
            return true;
        }
        if (there > content.size()) {
            Files.delete(arriving);
            there = 0;
        }
        HttpRequest.Builder request =
                HttpRequest.newBuilder(source).header("User-Agent", "gradlock").header("Accept-Encoding", "identity");
        if (there > 0) {
            request.header("Range", "bytes=" + there + "-");
        }
        long from = there;
        FileBody[] body = new FileBody[1];
        CompletableFuture<HttpResponse<Long>> sent = CLIENT.sendAsync(request.build(), info -> {
            boolean goesOn = info.statusCode() == PARTIAL_CONTENT;
            boolean arrives = goesOn || info.statusCode() == OK;
            body[0] = arrives
                    ? new FileBody(arriving, goesOn ? from : 0, content.size(), progress)
                    : FileBody.nothing(arriving);
            return body[0];
        });
        HttpResponse<Long> response = await(sent, source);
        int status = response.statusCode();
        if (status == OK || status == PARTIAL_CONTENT) {
            if (response.body() < content.size()) {
                throw new IOException(source + " ended after " + response.body() + " of " + content.size() + " bytes");
            }
            return true;
        }
        if (status >= 500 || status == 429) {
            throw new IOException(source + " answered " + status);
        }
        if (status == 416) {
            // It has fewer bytes than arrived before: those were of another file.
            Files.deleteIfExists(arriving);
            throw new IOException(source + " has fewer bytes than the lock says");
        }
        return false;
    }

    private HttpResponse<Long> await(CompletableFuture<HttpResponse<Long>> sent, URI source)
            throws IOException, InterruptedException {
        try {
            return sent.get(STALLED.toMillis() + seconds(content.size()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException stalled) {
            sent.cancel(true);
            throw new IOException(source + " is too slow", stalled);
        } catch (InterruptedException stop) {
            sent.cancel(true);
            throw stop;
        } catch (ExecutionException problem) {
            Throwable cause = problem.getCause();
            throw cause instanceof IOException known ? known : new IOException(String.valueOf(cause), cause);
        }
    }

    /** Returns how long a file may take at 64 KB a second, in milliseconds. */
    private static long seconds(long bytes) {
        return bytes / 64;
    }
}
