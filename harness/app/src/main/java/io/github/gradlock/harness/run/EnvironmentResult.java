package io.github.gradlock.harness.run;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What became of one environment in a run.
 *
 * @param name with variant
 * @param status how far it came
 * @param cases number of cases in its bundle
 * @param resultsDigest of its bundle
 * @param seconds from start to bundle
 * @param reason why it was not run or failed, and what to do; null if it completed
 * @param bundle where its bundle lies; also for a failed one that left results
 */
public record EnvironmentResult(
        String name,
        Status status,
        int cases,
        @Nullable String resultsDigest,
        double seconds,
        @Nullable String reason,
        @Nullable Path bundle) {
    /** How far an environment came. */
    public enum Status {
        /** It came to its end, whatever its cases came to. */
        COMPLETED,
        /** It ended early, or was required and could not run. */
        FAILED,
        /** It cannot run here; the reason says why. */
        NOT_RUN
    }
}
