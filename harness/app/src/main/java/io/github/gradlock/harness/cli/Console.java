package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.PlainText;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The two streams of the command line: data to standard output, everything else to standard error. */
public final class Console {
    private static final String CLEAR_LINE = "\r\u001b[2K";

    /** What {@link #styled} writes. */
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[(0|3[1-3])m");

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;
    private final boolean quiet;
    private final boolean color;
    private final boolean terminal;
    private final int columns;
    private boolean progressShown;

    /** For tests: streams of the caller's, never a terminal. */
    Console(PrintStream out, PrintStream err, CommonOptions options) {
        this(
                new PrintWriter(out, true, StandardCharsets.UTF_8),
                new PrintWriter(err, true, StandardCharsets.UTF_8),
                options);
    }

    /** The streams of the command line; the launcher says which of them are terminals. */
    Console(PrintWriter out, PrintWriter err, CommonOptions options) {
        boolean outTerminal = Boolean.getBoolean("gradlock.terminal.out");
        boolean errTerminal = Boolean.getBoolean("gradlock.terminal.err");
        this.out = out;
        this.err = err;
        this.json = options.json;
        this.quiet = options.quiet;
        boolean dumb = "dumb".equals(System.getenv("TERM"));
        this.terminal = errTerminal && !options.quiet && !dumb;
        this.columns = columns(System.getProperty("gradlock.terminal.columns"));
        this.color = (options.json ? errTerminal : outTerminal)
                && !options.noColor
                && !dumb
                && System.getenv("NO_COLOR") == null;
    }

    /** The launcher tells the width of the terminal; where it cannot, lines stay as long as they are. */
    private static int columns(@Nullable String told) {
        return told != null && told.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(told) : Integer.MAX_VALUE;
    }

    /** Prints a line of the result for a person: to standard output, or to standard error with {@code --json}. */
    void print(String line) {
        Interruption.hold();
        synchronized (this) {
            clearProgress();
            (json ? err : out).println(shown(line));
        }
    }

    /** Prints a remark that {@code --quiet} silences. */
    void remark(String line) {
        Interruption.hold();
        if (!quiet) {
            error(line);
        }
    }

    /** Prints an error or warning. */
    synchronized void error(String line) {
        clearProgress();
        err.println(shown(line));
    }

    /** Prints why a command ends without a result. */
    synchronized void failure(Failure failure) {
        clearProgress();
        failure.print(err);
    }

    /** Prints the one document of {@code --json}. */
    synchronized void document(String text) {
        clearProgress();
        out.println(text);
    }

    /** Shows a line that the next output replaces; does nothing where standard error is not a terminal. */
    void progress(String line) {
        Interruption.hold();
        if (terminal) {
            synchronized (this) {
                err.print(CLEAR_LINE + fitting(PlainText.of(PlainText.withoutPasswords(line))));
                err.flush();
                progressShown = true;
            }
        }
    }

    /** One line: what a narrow terminal would wrap could not be taken away again. */
    private String fitting(String line) {
        return line.codePointCount(0, line.length()) < columns
                ? line
                : line.substring(0, line.offsetByCodePoints(0, columns - 2)) + "…";
    }

    /** Returns the text in an ANSI colour (31 red, 32 green, 33 yellow), or as it is. */
    String styled(int style, String text) {
        return color ? "\u001b[" + style + "m" + text + "\u001b[0m" : text;
    }

    /** What comes from files of others is shown, and instructs no terminal: of escapes only our own colours are let through, and no logins. */
    private String shown(String line) {
        String text = PlainText.withoutPasswords(line);
        StringBuilder shown = new StringBuilder();
        int from = 0;
        for (Matcher colours = COLOUR.matcher(text); color && colours.find(); from = colours.end()) {
            shown.append(PlainText.ofLines(text.substring(from, colours.start())))
                    .append(colours.group());
        }
        return shown.append(PlainText.ofLines(text.substring(from))).toString();
    }

    boolean isJson() {
        return json;
    }

    /** Takes away the line that {@link #progress} showed, if there is one. */
    synchronized void clearProgress() {
        if (progressShown) {
            err.print(CLEAR_LINE);
            err.flush();
            progressShown = false;
        }
    }
}
