package io.github.gradlock.harness.runtime.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A program that is run for the lines it prints; it ends when the harness does. */
public final class LineProcess {
    private static final int KEPT_LINES = 40;

    private LineProcess() {}

    /**
     * What became of it.
     *
     * @param status its exit status
     * @param errors the last lines of its standard error
     */
    public record Outcome(int status, List<String> errors) {
        /** Copies the list. */
        public Outcome {
            errors = List.copyOf(errors);
        }
    }

    /**
     * Runs a program to its end, and hands on each line of its standard output as it comes.
     *
     * @param input lines of its standard input, few enough for a pipe
     * @throws IOException if it cannot be started
     */
    public static Outcome run(ProcessBuilder program, List<String> input, Consumer<String> line)
            throws IOException, InterruptedException {
        try (ChildProcesses children = new ChildProcesses()) {
            return run(children, program.start(), input, line, text -> {});
        }
    }

    /**
     * Runs a program that has no input to its end, or until its time is over.
     *
     * @param program whose input was redirected, if it reads any
     * @param line takes each line of its standard output as it comes
     * @param error takes each line of its standard error as it comes: what it asks a person to do
     * @param limit how long it may take
     * @throws IOException if it cannot be started
     * @throws TimeoutException if it took longer, and was ended
     */
    public static Outcome run(ProcessBuilder program, Consumer<String> line, Consumer<String> error, Duration limit)
            throws IOException, InterruptedException, TimeoutException {
        try (ChildProcesses children = new ChildProcesses()) {
            Process process = program.start();
            AtomicBoolean late = new AtomicBoolean();
            CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> {
                        if (process.isAlive()) {
                            late.set(true);
                            ChildProcesses.killTree(process);
                        }
                    });
            Outcome outcome = run(children, process, List.of(), line, error);
            if (late.get()) {
                throw new TimeoutException("it did not end within " + limit.toSeconds() + " s");
            }
            return outcome;
        }
    }

    private static Outcome run(
            ChildProcesses children, Process process, List<String> input, Consumer<String> line, Consumer<String> error)
            throws InterruptedException {
        children.add(process);
        write(process.getOutputStream(), input);
        Deque<String> errors = new ArrayDeque<>();
        Thread listener = new Thread(() -> read(process.getErrorStream(), text -> {
            keep(errors, text);
            error.accept(text);
        }));
        listener.start();
        read(process.getInputStream(), line);
        int status = process.waitFor();
        listener.join();
        return new Outcome(status, List.copyOf(errors));
    }

    private static void write(OutputStream stream, List<String> lines) {
        try (Writer writer = new OutputStreamWriter(stream, StandardCharsets.UTF_8)) {
            for (String line : lines) {
                writer.write(line + "\n");
            }
        } catch (IOException ended) {
            // It ended before it read all; its status says why.
            return;
        }
    }

    private static void keep(Deque<String> lines, String line) {
        lines.addLast(line);
        if (lines.size() > KEPT_LINES) {
            lines.removeFirst();
        }
    }

    private static void read(InputStream stream, Consumer<String> line) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            reader.lines().forEach(line);
        } catch (IOException | UncheckedIOException ended) {
            // The stream was closed with its process: there are no more lines.
            return;
        }
    }
}
