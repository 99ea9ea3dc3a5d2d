package io.github.gradlock.harness.runtime.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import io.github.gradlock.harness.GradlockException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The standard input of a program in a container, and its end, on a connection of its own: where the way to the engine cannot end for one side alone, as
 * Windows' pipes cannot, what the program writes has another. The engine ends the connection with the program, so that nothing is lost that it has not
 * read yet.
 */
final class ContainerInput implements AutoCloseable {
    private static final int ATTACH_SECONDS = 60;

    private final ResultCallback.Adapter<Frame> connection = new ResultCallback.Adapter<>();
    private volatile @Nullable IOException unreadable;

    /** Attaches it to a container that was not started, and whose input is open once. */
    static ContainerInput attach(DockerClient client, String container, InputStream in) throws InterruptedException {
        ContainerInput input = new ContainerInput();
        client.attachContainerCmd(container)
                .withStdIn(input.new Watched(in))
                .withFollowStream(true)
                .exec(input.connection);
        awaitStarted(input.connection);
        return input;
    }

    /** Waits until a connection to a container stands: one that fails says nothing. */
    static void awaitStarted(ResultCallback.Adapter<Frame> connection) throws InterruptedException {
        if (!connection.awaitStarted(ATTACH_SECONDS, TimeUnit.SECONDS)) {
            throw GradlockException.incomplete(
                    "the Docker engine did not attach to the container within " + ATTACH_SECONDS + " s",
                    "see that the engine is well; then run the command again",
                    null);
        }
    }

    /**
     * Says so if the input could not be read to its end, so that the program got less than there was. A connection that breaks is no news: the
     * program may have ended.
     *
     * @throws GradlockException if the input could not be read to its end
     */
    void requireWhole() {
        IOException problem = unreadable;
        if (problem != null) {
            throw GradlockException.incomplete(
                    "the standard input for the program could not be read to its end: " + problem.getMessage(),
                    "what it did is done with less: see what the input is, and run the command again",
                    problem);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (IOException gone) {
            // Then the engine has seen its end as well.
        }
    }

    /** Remembers what the way to the engine takes for an end. */
    private final class Watched extends FilterInputStream {
        Watched(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            try {
                return super.read(bytes, from, length);
            } catch (IOException problem) {
                unreadable = problem;
                throw problem;
            }
        }
    }
}
