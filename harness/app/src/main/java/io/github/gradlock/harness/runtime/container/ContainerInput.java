package io.github.gradlock.harness.runtime.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import io.github.gradlock.harness.GradlockException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The standard input of a program in a container, and its end. docker-java sends what is read, and says nothing when there is no more; so the
 * input has a connection of its own, at whose end the engine closes the program's input.
 */
final class ContainerInput implements AutoCloseable {
    private static final int ATTACH_SECONDS = 60;

    private final ResultCallback.Adapter<Frame> connection = new ResultCallback.Adapter<>();
    private final AtomicBoolean ended = new AtomicBoolean();

    /** Attaches it to a container that was not started, and whose input is open once. */
    static ContainerInput attach(DockerClient client, String container, InputStream in) throws InterruptedException {
        ContainerInput input = new ContainerInput();
        client.attachContainerCmd(container)
                .withStdIn(input.new Ending(in))
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

    private void end() {
        if (ended.compareAndSet(false, true)) {
            // Not by the thread that reads, which belongs to the connection.
            Thread thread = new Thread(this::close, "gradlock-end-of-input");
            thread.setDaemon(true);
            thread.start();
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

    /** Tells when there is no more. */
    private final class Ending extends FilterInputStream {
        Ending(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            if (next < 0) {
                end();
            }
            return next;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int count = super.read(bytes, from, length);
            if (count < 0) {
                end();
            }
            return count;
        }
    }
}
