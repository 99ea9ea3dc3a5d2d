package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.run.OutputFolder;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a command writes its report; no run writes there until it is closed.
 *
 * @param path null if no files are asked for
 * @param claim what keeps runs out
 */
record ReportFolder(@Nullable Path path, Closeable claim) implements Closeable {
    /**
     * Claims a folder before anything is compared, which may take long.
     *
     * @param out what {@code --out} names; null if it was not given
     */
    static ReportFolder claim(@Nullable Path out) throws IOException {
        return new ReportFolder(out, out == null ? () -> {} : OutputFolder.forReports(out));
    }

    @Override
    public void close() throws IOException {
        claim.close();
    }
}
