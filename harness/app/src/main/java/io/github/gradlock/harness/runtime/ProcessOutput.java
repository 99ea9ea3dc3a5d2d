package io.github.gradlock.harness.runtime;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts what a process writes into lines: progress to the listener, everything else to the log. */
public final class ProcessOutput {
    private static final Pattern PROGRESS = Pattern.compile("progress (\\d{1,9}) (\\d{1,9})");
    private static final int LONGEST_LINE = 1 << 14;

    private final EnvironmentLog log;
    private final ProgressListener listener;
    private final byte[] line = new byte[LONGEST_LINE];
    private int length;

    /** Starts with an empty line. */
    public ProcessOutput(EnvironmentLog log, ProgressListener listener) {
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

    /** Ends the last line. */
    public synchronized void end() {
        if (length == 0) {
            return;
        }
        String text = new String(line, 0, length, StandardCharsets.UTF_8).stripTrailing();
        length = 0;
        Matcher progress = PROGRESS.matcher(text);
        if (progress.matches()) {
            listener.progress(Integer.parseInt(progress.group(1)), Integer.parseInt(progress.group(2)));
        } else {
            log.line(text);
        }
    }
}
