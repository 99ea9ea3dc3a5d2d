package io.github.gradlock.probe;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Sends stdout and stderr of the tests to {@code log.txt}, up to a limit, with a line that says whose output follows. */
final class OutputCapture extends OutputStream {
    /** Largest log of one process, in bytes. */
    static final int LIMIT = 4 << 20;

    private final OutputStream log;
    private final PrintStream stdout = System.out;
    private final PrintStream stderr = System.err;
    private String pending = "";
    private boolean lineStarted;
    private long written;

    private OutputCapture(OutputStream log) {
        this.log = log;
    }

    /** Redirects both streams of this process. */
    static OutputCapture start(Path file) throws IOException {
        OutputCapture capture =
                new OutputCapture(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        PrintStream stream = new PrintStream(capture, true, StandardCharsets.UTF_8);
        System.setOut(stream);
        System.setErr(stream);
        return capture;
    }

    /** Returns the stdout of the process, which the harness reads. */
    PrintStream stdout() {
        return stdout;
    }

    /** Says which case the following output is from; nothing is written if none follows. */
    synchronized void enter(String caseId, int iteration) {
        pending = "--- " + caseId + " (iteration " + iteration + ")\n";
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
        if (length == 0) {
            return;
        }
        if (!pending.isEmpty()) {
            String head = (lineStarted ? "\n" : "") + pending;
            pending = "";
            append(head.getBytes(StandardCharsets.UTF_8), 0, head.getBytes(StandardCharsets.UTF_8).length);
        }
        append(bytes, from, length);
        lineStarted = bytes[from + length - 1] != '\n';
    }

    private void append(byte[] bytes, int from, int length) {
        int fitting = (int) Math.max(0, Math.min(length, LIMIT - written));
        try {
            log.write(bytes, from, fitting);
            if (written <= LIMIT && written + length > LIMIT) {
                log.write(("\n--- cut: more than " + LIMIT + " bytes\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            stderr.println("error: log.txt cannot be written: " + e.getMessage());
        }
        written += length;
    }

    /** Gives the streams back. */
    @Override
    public synchronized void close() throws IOException {
        System.setOut(stdout);
        System.setErr(stderr);
        log.close();
    }
}
