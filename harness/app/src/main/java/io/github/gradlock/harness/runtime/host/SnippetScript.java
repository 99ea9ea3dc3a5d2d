package io.github.gradlock.harness.runtime.host;

import io.github.gradlock.harness.GradlockException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.UnresolvedReferenceException;
import org.jspecify.annotations.Nullable;

/**
 * Snippets that nobody types: they are run in a JVM of their own until one fails, which JShell's program itself would not tell by
 * its exit status.
 */
final class SnippetScript implements AutoCloseable {
    /** Frames of the engine and the JDK that are shown between two of a script. */
    private static final int FOREIGN_FRAMES = 5;

    /** Where a snippet begins. */
    private record Place(String file, int line) {
        @Override
        public String toString() {
            return file + ":" + line + ":1";
        }
    }

    private final JShell shell;
    private final PrintStream err;
    private final Map<Snippet, Place> places = new LinkedHashMap<>();
    private volatile boolean ended;

    SnippetScript(List<String> options, List<Path> classPath, String imports, PrintStream out, PrintStream err) {
        this.err = err;
        shell = JShell.builder()
                .remoteVMOptions(options.toArray(String[]::new))
                .out(out)
                .err(err)
                .build();
        shell.onShutdown(closed -> ended = true);
        classPath.forEach(path -> shell.addToClasspath(path.toString()));
        imports.lines().filter(line -> !line.isBlank()).forEach(shell::eval);
    }

    /**
     * Runs snippets.
     *
     * @param name where they are from, for messages
     * @return the status that {@code /exit} gives; null if there is none
     * @throws GradlockException at the first snippet that does not compile or throws, with its place
     */
    @Nullable
    Integer run(String name, String text) {
        StringBuilder pending = new StringBuilder();
        int line = 0;
        int first = 1;
        for (String next : text.lines().toList()) {
            line++;
            if (pending.toString().isBlank()) {
                pending.setLength(0);
                first = line;
                if (next.startsWith("/") && !next.startsWith("//") && !next.startsWith("/*")) {
                    return exit(next.strip(), name, line);
                }
            }
            pending.append(next).append('\n');
            first = evaluateComplete(pending, name, first, false);
        }
        evaluateComplete(pending, name, first, true);
        return null;
    }

    /** Evaluates the snippets that are whole, and leaves the rest; returns the line on which the rest begins. */
    private int evaluateComplete(StringBuilder pending, String name, int first, boolean last) {
        int line = first;
        while (true) {
            CompletionInfo info = shell.sourceCodeAnalysis().analyzeCompletion(pending.toString());
            boolean whole = info.completeness().isComplete()
                    || info.completeness() == SourceCodeAnalysis.Completeness.UNKNOWN
                    || last && !pending.toString().isBlank();
            if (!whole || info.completeness() == SourceCodeAnalysis.Completeness.EMPTY) {
                return line;
            }
            String source = info.source() == null ? pending.toString() : info.source();
            String rest = info.remaining() == null ? "" : info.remaining();
            evaluate(source, name, line);
            line += (int) pending.chars().filter(c -> c == '\n').count()
                    - (int) rest.chars().filter(c -> c == '\n').count();
            pending.replace(0, pending.length(), rest);
            if (rest.isBlank()) {
                return line;
            }
        }
    }

    /** Returns the value of the snippet, null if it has none. */
    private @Nullable String evaluate(String source, String name, int line) {
        String value = null;
        for (SnippetEvent event : shell.eval(source)) {
            if (ended) {
                throw GradlockException.badInput(
                        new Place(name, line).toString(),
                        "the snippet ended the JVM that it runs in",
                        "end a script with /exit N; System.exit takes the shell along");
            }
            // A later snippet that completes it does not move it.
            places.putIfAbsent(event.snippet(), new Place(name, line));
            if (event.status() == Snippet.Status.REJECTED) {
                throw rejected(event.snippet(), name, line);
            }
            if (event.exception() != null) {
                throw thrown(event.exception(), new Place(name, line));
            }
            if (event.causeSnippet() == null) {
                value = event.value();
            }
        }
        return value;
    }

    private GradlockException rejected(Snippet snippet, String name, int line) {
        Diag problem = shell.diagnostics(snippet)
                .filter(Diag::isError)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("rejected without a reason: " + snippet.source()));
        int position = (int)
                Math.max(0, Math.min(problem.getPosition(), snippet.source().length()));
        String before = snippet.source().substring(0, position);
        int column = position - (before.lastIndexOf('\n') + 1) + 1;
        long lines = before.chars().filter(c -> c == '\n').count();
        String message = problem.getMessage(Locale.ROOT)
                .lines()
                .map(text -> text.strip().replaceAll("\\s+", " "))
                .filter(text -> !text.equals("location: class"))
                .collect(Collectors.joining("; "));
        return GradlockException.badInput(
                name + ":" + (line + lines) + ":" + column, message, "mend it and start again");
    }

    /**
     * Requires that the declarations of all scripts are whole: JShell takes a method that calls another one before that is there.
     *
     * @throws GradlockException at the first whose parts never came
     */
    void requireResolved() {
        places.forEach((snippet, place) -> {
            Snippet.Status status = shell.status(snippet);
            if (status == Snippet.Status.RECOVERABLE_DEFINED || status == Snippet.Status.RECOVERABLE_NOT_DEFINED) {
                throw unresolved((DeclarationSnippet) snippet, place);
            }
        });
    }

    private GradlockException unresolved(DeclarationSnippet snippet, Place place) {
        String missing = shell.unresolvedDependencies(snippet).collect(Collectors.joining(", "));
        return GradlockException.badInput(
                place.toString(),
                snippet.name() + " refers to what is not defined" + (missing.isEmpty() ? "" : ": " + missing),
                "define it, or mend its name");
    }

    private GradlockException thrown(JShellException exception, Place place) {
        if (exception instanceof UnresolvedReferenceException reference) {
            return unresolved(reference.getSnippet(), places.getOrDefault(reference.getSnippet(), place));
        }
        String what = exception instanceof EvalException evaluated
                ? evaluated.getExceptionClassName()
                        + (exception.getMessage() == null ? "" : ": " + exception.getMessage())
                : String.valueOf(exception.getMessage());
        boolean shown = stack(exception.getStackTrace());
        return GradlockException.badInput(
                place.toString(),
                "the snippet threw " + what,
                shown ? "its stack stands above" : "mend it and start again");
    }

    /** Prints the frames of the scripts with their places, and of each run of others the first ones. */
    private boolean stack(StackTraceElement... frames) {
        int foreign = 0;
        boolean shown = false;
        for (StackTraceElement frame : frames) {
            Optional<String> place = place(frame);
            foreign = place.isPresent() ? 0 : foreign + 1;
            boolean statement =
                    frame.getMethodName().isEmpty() || frame.getMethodName().equals("do_it$");
            if (!statement && foreign <= FOREIGN_FRAMES) {
                err.println("    at "
                        + place.map(at -> frame.getMethodName() + " (" + at + ")")
                                .orElse(frame.toString()));
                shown = true;
            } else if (!statement && foreign == FOREIGN_FRAMES + 1) {
                err.println("    …");
            }
        }
        return shown;
    }

    /** Returns the line of a frame whose file JShell calls by the number of the snippet, {@code #7}. */
    private Optional<String> place(StackTraceElement frame) {
        String file = String.valueOf(frame.getFileName());
        return places.entrySet().stream()
                .filter(entry -> file.equals("#" + entry.getKey().id()))
                .findFirst()
                .map(entry -> entry.getValue().file() + ":" + (entry.getValue().line() + frame.getLineNumber() - 1));
    }

    /** {@code /exit} alone, or with an expression for the status, as in JShell. */
    private Integer exit(String command, String name, int line) {
        if (!command.matches("/exit(\\s.*)?")) {
            throw GradlockException.badInput(
                    new Place(name, line).toString(),
                    "not a command of a script: " + command,
                    "scripts know /exit and /exit N; JShell's other commands work at its prompt");
        }
        String expression = command.substring("/exit".length()).strip();
        String value = expression.isEmpty() ? "0" : evaluate(expression, name, line);
        if (value == null || !value.matches("-?[0-9]{1,9}")) {
            throw GradlockException.badInput(
                    new Place(name, line).toString(),
                    "no status: " + expression + " is " + value,
                    "give /exit a whole number");
        }
        return Integer.valueOf(value);
    }

    @Override
    public void close() {
        shell.close();
    }
}
