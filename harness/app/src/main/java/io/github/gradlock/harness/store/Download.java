package io.github.gradlock.harness.store;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.Reason;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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

    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final int TRIES = 3;
    private static final int PARTIAL_CONTENT = 206;
    private static final int OK = 200;

    private static final int REDIRECTS = 5;

    /** The system's proxies are used; redirects are followed here, since the client would take a login along to any host. */
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** Copies the list. */
    public Download {
        sources = List.copyOf(sources);
    }

    /** Why there is no file yet. */
    private static final class Problems {
        private @Nullable IOException last;
        private @Nullable GradlockException mismatch;
    }

    @Override
    public void into(Path arriving) throws IOException, InterruptedException {
        Problems problems = new Problems();
        Path ofFirst = arriving.resolveSibling(arriving.getFileName() + ".first");
        for (int i = 0; i < sources.size(); i++) {
            if (from(Source.of(sources.get(i)), arriving, problems)) {
                Files.deleteIfExists(ofFirst);
                return;
            }
            // What one source sent is not gone on with from another: it may have been a page that says where to log in.
            if (i == 0 && sources.size() > 1 && Files.exists(arriving)) {
                Files.move(arriving, ofFirst, StandardCopyOption.REPLACE_EXISTING);
            } else if (sources.size() > 1) {
                Files.deleteIfExists(arriving);
            }
        }
        if (problems.mismatch != null) {
            Files.deleteIfExists(ofFirst);
            throw problems.mismatch;
        }
        if (Files.exists(ofFirst)) {
            Files.move(ofFirst, arriving, StandardCopyOption.REPLACE_EXISTING);
        }
        throw GradlockException.incomplete(
                "%s could not be fetched: %s".formatted(content.name(), reason(problems.last)),
                "check the network, then run the command again: it goes on where it ended",
                problems.last);
    }

    /** Tries a source some times; returns whether the file is there, and is the one. */
    private boolean from(Source source, Path arriving, Problems problems) throws IOException, InterruptedException {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            boolean resumed = Files.exists(arriving);
            try {
                if (!get(source, arriving)) {
                    problems.last = new IOException("it is not there: " + source.address());
                    return false;
                }
                String found = Digests.sha256(arriving);
                if (found.equals(content.sha256())) {
                    return true;
                }
                problems.mismatch = Store.mismatch(content, found, Files.size(arriving));
                Files.delete(arriving);
                if (!resumed) {
                    return false;
                }
                // What arrived first may have been of another file.
            } catch (ConnectException unreachable) {
                problems.last = new ConnectException(
                        "no connection to " + source.address().getAuthority());
                return false;
            } catch (IOException broken) {
                rethrowIfLocal(broken);
                problems.last = broken;
            }
        }
        return false;
    }

    private static String reason(@Nullable IOException problem) {
        return problem == null ? "there is no source for it" : Reason.of(problem);
    }

    /** Trying again does not help where this machine is at fault, as with a disk that is full. */
    private static void rethrowIfLocal(IOException problem) throws IOException {
        if (problem instanceof FileBody.NotWritten) {
            throw problem;
        }
    }

    /** Returns whether the source had the file. */
    private boolean get(Source written, Path arriving) throws IOException, InterruptedException {
        long there = Files.exists(arriving) ? Files.size(arriving) : 0;
        if (there == content.size()) {
            return true;
        }
        if (there > content.size()) {
            Files.delete(arriving);
            there = 0;
        }
        Source source = written;
        HttpResponse<Long> response = send(source, arriving, there);
        Optional<Source> next = source.redirected(response);
        for (int followed = 0; next.isPresent() && followed < REDIRECTS; followed++) {
            source = next.get();
            response = send(source, arriving, there);
            next = source.redirected(response);
        }
        return isWhole(source.address(), response, arriving, there);
    }

    private HttpResponse<Long> send(Source source, Path arriving, long from) throws IOException, InterruptedException {
        HttpRequest.Builder request = source.request();
        if (from > 0) {
            request.header("Range", "bytes=" + from + "-");
        }
        FileBody[] body = new FileBody[1];
        CompletableFuture<HttpResponse<Long>> sent = CLIENT.sendAsync(request.build(), info -> {
            boolean goesOn = info.statusCode() == PARTIAL_CONTENT;
            boolean arrives = goesOn || info.statusCode() == OK;
            body[0] = arrives
                    ? new FileBody(arriving, goesOn ? from : 0, content.size(), progress)
                    : FileBody.nothing(arriving);
            return body[0];
        });
        return await(sent, body, source.address());
    }

    /** Returns whether the answer brought the file; false where the source has none. */
    private boolean isWhole(URI source, HttpResponse<Long> response, Path arriving, long from) throws IOException {
        int status = response.statusCode();
        String range = response.headers().firstValue("Content-Range").orElse("");
        if (status == PARTIAL_CONTENT && !range.startsWith("bytes " + from + "-")) {
            Files.deleteIfExists(arriving);
            throw new IOException(source + " answered with another range than was asked for");
        }
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

    /** Waits as long as bytes come. */
    private HttpResponse<Long> await(CompletableFuture<HttpResponse<Long>> sent, FileBody[] body, URI source)
            throws IOException, InterruptedException {
        long seen = -1;
        long since = System.nanoTime();
        try {
            while (true) {
                try {
                    return sent.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException stillComing) {
                    long now = body[0] == null ? -1 : body[0].written();
                    since = now == seen ? since : System.nanoTime();
                    seen = now;
                    if (System.nanoTime() - since > STALLED.toNanos()) {
                        throw new IOException(source + " sent nothing for " + STALLED.toSeconds() + " s", stillComing);
                    }
                }
            }
        } catch (ExecutionException problem) {
            Throwable cause = problem.getCause();
            throw cause instanceof IOException known ? known : new IOException(String.valueOf(cause), cause);
        } finally {
            // Nobody may write to the file that another try, or the store, goes on with.
            sent.cancel(true);
            if (body[0] != null) {
                body[0].abandon();
            }
        }
    }
}
