package io.github.gradlock.recorder.matrix;

import io.github.gradlock.protocol.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;

/**
 * Where a run of a matrix leaves its files: in the build's folder, {@code target} of Maven or {@code build} of Gradle.
 *
 * @param root a folder of its own for each request
 */
record MatrixFolder(Path root) {
    private static final Set<String> BUILD_FOLDERS = Set.of("target", "build", "out", "bin");

    /** Makes the folder of a request. */
    static MatrixFolder of(MatrixRequest request) throws IOException {
        Path base = Objects.requireNonNullElse(request.suite().getParent(), request.suite());
        for (Path above = base; above != null; above = above.getParent()) {
            if (above.getFileName() != null
                    && BUILD_FOLDERS.contains(above.getFileName().toString())) {
                base = above;
                break;
            }
        }
        String text = request.suite() + "\n" + request.options() + "\n" + request.environments();
        String key = Sha256.hex(text.getBytes(StandardCharsets.UTF_8)).substring(0, 8);
        return new MatrixFolder(
                Files.createDirectories(base.resolve("gradlock-matrix").resolve(key)));
    }

    /** Held while a run goes on. */
    Path lock() {
        return root.resolve("lock");
    }

    /** The arguments of the run, for who wants to run it by hand. */
    Path arguments() {
        return root.resolve("arguments.txt");
    }

    /** What the run wrote to standard output: the report for programs. */
    Path document() {
        return root.resolve("report.json");
    }

    /** What the run wrote to standard error. */
    Path log() {
        return root.resolve("gradlock.log");
    }

    /** The folder for the run's results. */
    Path results() {
        return root.resolve("results");
    }
}
