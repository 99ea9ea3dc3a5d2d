package io.github.gradlock.harness.runtime;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** An environment that is ready to run its job, as often as asked. */
public interface PreparedEnvironment extends AutoCloseable {
    /**
     * Runs the suite once, in a new process.
     *
     * @param process which one, and under which condition
     * @param directory an empty folder of this machine; its subfolder {@code session} holds what the probe wrote, also when
     *     the process did not come to its end, and {@link ProcessOutput#FILE} what the process printed
     * @param listener hears of progress, from another thread
     */
    ProcessOutcome run(SuiteProcess process, Path directory, ProgressListener listener)
            throws IOException, InterruptedException;

    /** Returns the digest of the image that it runs, or null where there is none. */
    @Nullable
    String imageDigest();

    /** Removes the environment; what it is made from may stay for the next run. */
    @Override
    void close();
}
