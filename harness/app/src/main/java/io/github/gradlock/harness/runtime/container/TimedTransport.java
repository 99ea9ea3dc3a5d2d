package io.github.gradlock.harness.runtime.container;

import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.SSLConfig;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.github.gradlock.harness.GradlockException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The way to an engine elsewhere, which may fall silent at any time: what it can answer at once has a time limit. What streams, or waits for a
 * program, has none: it may take as long as it takes.
 */
final class TimedTransport implements DockerHttpClient {
    private static final Duration CONNECTING = Duration.ofSeconds(10);
    private static final Pattern STREAMS = Pattern.compile(
            "/(containers/[^/]+/(wait|attach|logs|archive|export)|exec/[^/]+/start|images/(create|load)|build|events)(\\?|$)");

    private final URI host;
    private final Duration limit;
    private final DockerHttpClient answers;
    private final DockerHttpClient streams;

    /**
     * Opens nothing yet.
     *
     * @param ssl null where the connection is not protected
     * @param limit for the answers that do not stream
     */
    TimedTransport(URI host, @Nullable SSLConfig ssl, Duration limit) {
        this.host = host;
        this.limit = limit;
        this.answers = builder(host, ssl).responseTimeout(limit).build();
        this.streams = builder(host, ssl).build();
    }

    private static ZerodepDockerHttpClient.Builder builder(URI host, @Nullable SSLConfig ssl) {
        ZerodepDockerHttpClient.Builder builder =
                new ZerodepDockerHttpClient.Builder().dockerHost(host).connectionTimeout(CONNECTING);
        return ssl == null ? builder : builder.sslConfig(ssl);
    }

    @Override
    public Response execute(Request request) {
        if (STREAMS.matcher(request.path()).find()) {
            return streams.execute(request);
        }
        try {
            return answers.execute(request);
        } catch (RuntimeException problem) {
            for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
                if (cause instanceof SocketTimeoutException) {
                    throw GradlockException.incomplete(
                            "the Docker engine at " + host + " did not answer within " + limit.toSeconds() + " s: "
                                    + request.method() + " " + request.path().replaceFirst("\\?.*", ""),
                            "see that it is well, and that this machine reaches it; then run the command again",
                            problem);
                }
            }
            throw problem;
        }
    }

    @Override
    public void close() throws IOException {
        try (streams) {
            answers.close();
        }
    }
}
