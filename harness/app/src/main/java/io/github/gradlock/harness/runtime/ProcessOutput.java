package io.github.gradlock.harness.runtime;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts what a process writes into lines: progress to the listener, everything else to its file and the environment's log. */
public final class ProcessOutput implements Closeable {
    /** Name of the file with the output, in the folder of the process. */
    public static final String FILE = "output.txt";

    private static final Pattern PROGRESS = Pattern.compile("progress (\\d{1,9}) (\\d{1,9})");
    private static final int LONGEST_LINE = 1 << 14;

    private final BoundedLog log;
    private final BoundedLog file;
    private final ProgressListener listener;
    private final byte[] line = new byte[LONGEST_LINE];
    private int length;

    /**
     * @param directory folder of the process
     * @param log of the environment
     * @param listener hears of progress
     */
    public ProcessOutput(Path directory, BoundedLog log, ProgressListener listener) throws IOException {
        this.file = new BoundedLog(directory.resolve(FILE));
        this.log = log;
        this.listener = listener;
    }

    /** Takes the next bytes. */
    public synchronized void accept(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            if (bytes[i] == '\n' || length == line.length) {
                end();
            }
            if (bytes[i] != '\n') {
                line[length++] = bytes[i];
            }
        }
    }

    private void end() {
        if (length == 0) {
            return;
        }
        String text = new String(line, 0, length, StandardCharsets.UTF_8).stripTrailing();
        length = 0;
        Matcher progress = PROGRESS.matcher(text);
        if (progress.matches()) {
            listener.progress(Integer.parseInt(progress.group(1)), Integer.parseInt(progress.group(2)));
        } else {
            file.line(text);
            log.line(text);
        }
    }

    /** Ends the last line; what comes later is dropped. */
    @Override
    public synchronized void close() throws IOException {
        end();
        file.close();
    }
}
