package io.github.gradlock.harness.runtime.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** A process started in a running container, with a time limit of our own: the engine has none. */
final class Execution {
    private Execution() {}

    /** Returned instead of an exit code when the time was over. */
    static final int UNFINISHED = -1;

    /** Returned instead of an exit code when the container ended before the process. */
    static final int CONTAINER_ENDED = -2;

    /**
     * Runs a command as the suite's user and waits for it.
     *
     * @param output gets what it writes, in pieces
     * @return its exit code, {@link #UNFINISHED} or {@link #CONTAINER_ENDED}
     */
    static int run(
            DockerClient client,
            String container,
            List<String> command,
            Duration timeout,
            BiConsumer<byte[], Integer> output)
            throws InterruptedException {
        String id = client.execCreateCmd(container)
                .withUser(SuiteContainer.SUITE_USER + ":" + SuiteContainer.SUITE_USER)
                .withAttachStdout(true)
                .withAttachStderr(true)
                .withCmd(command.toArray(String[]::new))
                .exec()
                .getId();
        ResultCallback.Adapter<Frame> callback = new ResultCallback.Adapter<>() {
            @Override
            public void onNext(Frame frame) {
                byte[] bytes = frame.getPayload();
                output.accept(bytes, bytes.length);
            }
        };
        if (!client.execStartCmd(id).exec(callback).awaitCompletion(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            return UNFINISHED;
        }
        try {
            Long code = client.inspectExecCmd(id).exec().getExitCodeLong();
            return code == null ? CONTAINER_ENDED : code.intValue();
        } catch (NotFoundException removed) {
            return CONTAINER_ENDED;
        }
    }
}
