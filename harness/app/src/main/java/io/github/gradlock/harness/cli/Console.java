package io.github.gradlock.harness.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The two streams of the command line: data to standard output, everything else to standard error. */
public final class Console {
    private static final String CLEAR_LINE = "\r\u001b[2K";

    private final PrintStream out;
    private final PrintStream err;
    private final boolean json;
    private final boolean quiet;
    private final boolean color;
    private final boolean terminal;
    private boolean progressShown;

    /** For tests: streams of the caller's, never a terminal. */
    Console(PrintStream out, PrintStream err, CommonOptions options) {
        this(out, err, options, false, false);
    }

    private Console(PrintStream out, PrintStream err, CommonOptions options, boolean outTerminal, boolean errTerminal) {
        this.out = out;
        this.err = err;
        this.json = options.json;
        this.quiet = options.quiet;
        this.terminal = errTerminal && !options.quiet;
        this.color =
                (options.json ? errTerminal : outTerminal) && !options.noColor && System.getenv("NO_COLOR") == null;
    }

    /** The streams of this process; the launcher says which of them are terminals. */
    static Console ofProcess(CommonOptions options) {
        return new Console(
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                options,
                Boolean.getBoolean("gradlock.terminal.out"),
                Boolean.getBoolean("gradlock.terminal.err"));
    }

    /** Prints a line of the result for a person: to standard output, or to standard error with {@code --json}. */
    synchronized void print(String line) {
        clearProgress();
        (json ? err : out).println(line);
    }

    /** Prints a remark that {@code --quiet} silences. */
    synchronized void remark(String line) {
        if (!quiet) {
            clearProgress();
            err.println(line);
        }
    }

    /** Prints an error or warning. */
    synchronized void error(String line) {
        clearProgress();
        err.println(line);
    }

    /** Prints the one document of {@code --json}. */
    synchronized void document(String text) {
        clearProgress();
        out.println(text);
    }

    /** Shows a line that the next output replaces; does nothing where standard error is not a terminal. */
    synchronized void progress(String line) {
        if (terminal) {
            err.print(CLEAR_LINE + line);
            err.flush();
            progressShown = true;
        }
    }

    /** Returns the text in an ANSI style ({@code 32} is green), or as it is. */
    String styled(int style, String text) {
        return color ? "\u001b[" + style + "m" + text + "\u001b[0m" : text;
    }

    boolean isJson() {
        return json;
    }

    private void clearProgress() {
        if (progressShown) {
            err.print(CLEAR_LINE);
            progressShown = false;
        }
    }
}
