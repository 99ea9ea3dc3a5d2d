package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Draws the graph of a tensor with Graphviz, where that is installed. */
public final class GraphSvg {
    private static final long TIMEOUT_SECONDS = 60;

    private GraphSvg() {}

    /**
     * Writes the graph as an SVG picture; see {@link Graph}.
     *
     * @param leafNames leaves by the name that they are shown with
     * @throws IOException if Graphviz is not installed, or fails, with what to do about it
     */
    public static void write(Path file, Tensor result, Map<String, Tensor> leafNames) throws IOException {
        write(file, result, leafNames, "dot");
    }

    static void write(Path file, Tensor result, Map<String, Tensor> leafNames, String program) throws IOException {
        Path source = Files.createTempFile("gradlock-graph", ".dot");
        Path errors = Files.createTempFile("gradlock-graph", ".log");
        try {
            Files.writeString(source, Graph.dot(result, leafNames));
            run(List.of(program, "-Tsvg", "-o", file.toString(), source.toString()), errors);
        } finally {
            Files.deleteIfExists(source);
            Files.deleteIfExists(errors);
        }
    }

    private static void run(List<String> command, Path errors) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(errors.toFile())
                    .start();
        } catch (IOException missing) {
            throw new IOException(
                    "Graphviz is not installed: no program '" + command.get(0)
                            + "'. Install it (Debian: apt-get install graphviz), or draw the text of Graph.dot elsewhere",
                    missing);
        }
        try {
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(
                        "Graphviz did not end in " + TIMEOUT_SECONDS + " s; the graph may be too large for a picture");
            }
            if (process.exitValue() != 0) {
                throw new IOException("Graphviz failed with status " + process.exitValue() + ": "
                        + Files.readString(errors, StandardCharsets.UTF_8).strip());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Graphviz was drawing", interrupted);
        } finally {
            process.destroyForcibly();
        }
    }
}
