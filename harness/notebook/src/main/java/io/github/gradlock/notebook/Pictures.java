package io.github.gradlock.notebook;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.internal.chartpart.Chart;

/** What is shown as a picture: charts of XChart, and graphs in Graphviz's language. */
public final class Pictures {
    private static final MIMEType PNG = MIMEType.parse("image/png");
    private static final int SECONDS = 60;

    private Pictures() {}

    static void register(Renderer renderer) {
        renderer.createRegistration(Chart.class)
                .preferring(PNG)
                .register((chart, context) -> context.renderIfRequested(PNG, () -> png(chart)));
    }

    private static String png(Chart<?, ?> chart) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            BitmapEncoder.saveBitmap(chart, bytes, BitmapFormat.PNG);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /**
     * Draws a graph with the program {@code dot} of Graphviz.
     *
     * @param graph in Graphviz's language, as {@code Graph.dot} of the engine writes it
     * @return a picture that is shown when it is the value of a cell; the graph as text where there is no such program
     * @throws IllegalArgumentException if the program refuses the graph, with its words
     */
    public static DisplayData dot(String graph) throws IOException, InterruptedException {
        DisplayData data = new DisplayData();
        data.putText(graph);
        Optional<Path> program = program(System.getenv().getOrDefault("PATH", ""));
        if (program.isEmpty()) {
            data.putText("no picture: there is no program dot (Debian: apt-get install graphviz)\n" + graph);
            return data;
        }
        Path folder = Files.createTempDirectory("gradlock-graph");
        Path file = Files.writeString(folder.resolve("graph.dot"), graph);
        Path picture = folder.resolve("graph.svg");
        Path words = folder.resolve("words.txt");
        Process process = new ProcessBuilder(
                        program.get().toString(), "-Tsvg", "-o", picture.toString(), file.toString())
                .redirectErrorStream(true)
                .redirectOutput(words.toFile())
                .start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalArgumentException(
                        "dot did not draw the graph within " + SECONDS + " s: draw a smaller part of it");
            }
            if (process.exitValue() != 0) {
                throw new IllegalArgumentException(
                        "dot refuses the graph: " + Files.readString(words).strip());
            }
            data.putSVG(Files.readString(picture));
            return data;
        } finally {
            process.destroyForcibly().waitFor();
            for (Path each : List.of(file, picture, words, folder)) {
                Files.deleteIfExists(each);
            }
        }
    }

    /** In absolute folders alone: a relative one could be the notebook's own. */
    private static Optional<Path> program(String path) {
        String ending = File.separatorChar == '\\' ? ".exe" : "";
        return Arrays.stream(path.split(Pattern.quote(File.pathSeparator)))
                .map(File::new)
                .filter(File::isAbsolute)
                .map(folder -> new File(folder, "dot" + ending))
                .filter(file -> file.isFile() && file.canExecute())
                .map(File::toPath)
                .findFirst();
    }
}
