package io.github.gradlock.recorder.matrix;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** The runs of this JVM: of one request there is one, however many classes wait for it. */
final class MatrixRuns {
    // Of the JVM and not of a JUnit session: a build starts JUnit once for each class.
    private static final Map<MatrixRequest, FutureTask<MatrixReport>> RUNS = new ConcurrentHashMap<>();

    private MatrixRuns() {}

    /** Forgets what ran, for tests. */
    static void forget() {
        RUNS.clear();
    }

    /**
     * Returns the report of a request; {@link MatrixException} if there is none, the same for all who ask.
     *
     * @param timeLimit after which the run is ended; that of who asks first
     */
    static MatrixReport report(MatrixRequest request, Duration timeLimit) {
        FutureTask<MatrixReport> run =
                RUNS.computeIfAbsent(request, asked -> new FutureTask<>(() -> MatrixProcess.run(asked, timeLimit)));
        run.run();
        try {
            return run.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof MatrixException known) {
                throw known;
            }
            throw new MatrixException(
                    "gradlock run could not be started: " + failed.getCause(),
                    "look at the folder for results, and at the launcher",
                    failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new MatrixException("interrupted while gradlock run went on", "run the tests again", interrupted);
        }
    }
}
