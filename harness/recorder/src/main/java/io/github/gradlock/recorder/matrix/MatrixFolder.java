package io.github.gradlock.recorder.matrix;

import io.github.gradlock.protocol.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Where a run of a matrix leaves its files: in the build's folder, {@code target} of Maven or {@code build} of Gradle, of the project whose
 * folder is the current one.
 *
 * @param root a folder of its own for each request
 */
record MatrixFolder(Path root) {
    private static final Set<String> BUILD_FOLDERS = Set.of("target", "build", "out", "bin");

    /** Makes the folder of a request. */
    static MatrixFolder of(MatrixRequest request) throws IOException {
        return of(request, Path.of("").toAbsolutePath().normalize());
    }

    /** Makes the folder of a request in a project's folder: a suite may lie elsewhere, where nothing is to be written. */
    static MatrixFolder of(MatrixRequest request, Path project) throws IOException {
        Path base = project.resolve("target");
        Path above = request.suite();
        while (above != null && above.startsWith(project) && !above.equals(project)) {
            if (BUILD_FOLDERS.contains(String.valueOf(above.getFileName()))) {
                base = above;
                break;
            }
            above = above.getParent();
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
