package io.github.gradlock.notebook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;
import org.jspecify.annotations.Nullable;

/**
 * Cells of a notebook, run by JShell in this JVM one after another. A cell is any number of snippets; its value is that of the last expression, if the
 * cell ends with one that has no semicolon.
 */
final class Cells implements AutoCloseable {
    /** Imports that a library wants in a shell, in its jar. */
    private static final String IMPORTS = "META-INF/gradlock/shell.jsh";

    /** What a cell has beside these, without asking for it. */
    private static final List<String> OWN_IMPORTS = List.of(
            "org.knowm.xchart.*",
            "static org.dflib.jjava.jupyter.kernel.BaseNotebookStatics.display",
            "static io.github.gradlock.notebook.Pictures.dot",
            "static io.github.gradlock.notebook.Shown." + Shown.METHOD);

    /** Whether a text can be run. */
    enum Completeness {
        WHOLE,
        BEGUN,
        WRONG
    }

    /** What may stand from a position on. */
    record Completions(List<String> continuations, int from) {}

    private final JShell shell;
    private volatile boolean interrupted;

    Cells(String classPath) {
        shell = JShell.builder().executionEngine("local").build();
        shell.addToClasspath(classPath);
        OWN_IMPORTS.forEach(each -> require("import " + each + ";"));
        libraryImports().forEach(this::require);
    }

    private static List<String> libraryImports() {
        List<String> imports = new ArrayList<>();
        try {
            for (URL url : Collections.list(Cells.class.getClassLoader().getResources(IMPORTS))) {
                try (InputStream in = url.openStream()) {
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.isBlank())
                            .forEach(imports::add);
                }
            }
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
        return imports;
    }

    /** Runs a snippet of the kernel's own. */
    private void require(String source) {
        for (SnippetEvent event : shell.eval(source)) {
            if (event.status() != Snippet.Status.VALID || event.exception() != null) {
                throw new IllegalStateException("JShell does not take: " + source);
            }
        }
    }

    /**
     * Runs a cell.
     *
     * @return the value of its last expression; null if it has none
     * @throws CellException at the first snippet that does not compile, or throws; or if the cell was interrupted
     */
    @Nullable
    Object evaluate(String cell) {
        interrupted = false;
        Object value = null;
        String rest = cell;
        while (true) {
            CompletionInfo info = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            if (info.completeness() == SourceCodeAnalysis.Completeness.EMPTY) {
                break;
            }
            if (info.completeness() == SourceCodeAnalysis.Completeness.DEFINITELY_INCOMPLETE) {
                throw new CellException(
                        List.of("the cell ends within a comment, a text or brackets that are not closed"));
            }
            String source = info.source() == null ? rest : info.source();
            String remaining = info.remaining() == null ? "" : info.remaining();
            boolean last = isEmpty(remaining);
            value = run(source, last && !Semicolon.ends(rest));
            if (interrupted) {
                throw new CellException(List.of("interrupted"));
            }
            if (last || remaining.length() >= rest.length()) {
                break;
            }
            rest = remaining;
        }
        noteUnresolved();
        return value;
    }

    private boolean isEmpty(String text) {
        return shell.sourceCodeAnalysis().analyzeCompletion(text).completeness()
                == SourceCodeAnalysis.Completeness.EMPTY;
    }

    private @Nullable Object run(String source, boolean wanted) {
        Object value = null;
        for (SnippetEvent event : shell.eval(source)) {
            if (event.status() == Snippet.Status.REJECTED) {
                throw rejected(event.snippet());
            }
            if (event.exception() != null) {
                throw thrown(event.exception());
            }
            if (wanted && event.causeSnippet() == null) {
                value = value(event.snippet());
            }
        }
        return value;
    }

    /** An expression's value has a name, given by JShell where it is no variable of the cell. */
    private @Nullable Object value(Snippet snippet) {
        String name = snippet instanceof ExpressionSnippet expression
                ? expression.name()
                : snippet.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND
                        ? ((VarSnippet) snippet).name()
                        : null;
        if (name == null) {
            return null;
        }
        require(Shown.METHOD + "(" + name + ");");
        return Shown.take();
    }

    private CellException rejected(Snippet snippet) {
        List<String> lines = new ArrayList<>();
        String source = snippet.source();
        for (Diag problem : shell.diagnostics(snippet).filter(Diag::isError).toList()) {
            problem.getMessage(Locale.ROOT)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.equals("location: class"))
                    .forEach(lines::add);
            int at = (int) Math.max(0, Math.min(problem.getPosition(), source.length()));
            int start = source.lastIndexOf('\n', at - 1) + 1;
            int end = source.indexOf('\n', at);
            lines.add("  " + source.substring(start, end < 0 ? source.length() : end));
            lines.add("  " + " ".repeat(at - start) + "^");
        }
        return new CellException(lines.isEmpty() ? List.of("not Java: " + source) : lines);
    }

    /** A declaration may name what a later cell declares; nobody would see that it is not whole yet. */
    private void noteUnresolved() {
        shell.snippets()
                .filter(snippet -> shell.status(snippet) == Snippet.Status.RECOVERABLE_DEFINED
                        || shell.status(snippet) == Snippet.Status.RECOVERABLE_NOT_DEFINED)
                .map(DeclarationSnippet.class::cast)
                .forEach(open -> System.err.println("not whole yet: " + unresolved(open)));
    }

    private String unresolved(DeclarationSnippet snippet) {
        return snippet.name() + " refers to what is not defined: "
                + shell.unresolvedDependencies(snippet).collect(Collectors.joining(", "));
    }

    private CellException thrown(JShellException exception) {
        List<String> lines = new ArrayList<>();
        Throwable each = exception;
        while (each != null) {
            String prefix = lines.isEmpty() ? "" : "caused by ";
            if (each instanceof UnresolvedReferenceException reference) {
                lines.add(prefix + unresolved(reference.getSnippet()));
            } else {
                String name = each instanceof EvalException evaluated
                        ? evaluated.getExceptionClassName()
                        : each.getClass().getName();
                lines.add(prefix + name + (each.getMessage() == null ? "" : ": " + each.getMessage()));
            }
            for (StackTraceElement frame : each.getStackTrace()) {
                if (!frame.getMethodName().isEmpty() && !frame.getMethodName().startsWith("do_it$")) {
                    lines.add("    at " + frame);
                }
            }
            each = each.getCause();
        }
        return new CellException(lines);
    }

    Completeness completeness(String code) {
        return switch (shell.sourceCodeAnalysis().analyzeCompletion(code).completeness()) {
            case COMPLETE, COMPLETE_WITH_SEMI, CONSIDERED_INCOMPLETE, EMPTY -> Completeness.WHOLE;
            case DEFINITELY_INCOMPLETE -> Completeness.BEGUN;
            case UNKNOWN -> Completeness.WRONG;
        };
    }

    Completions complete(String code, int at) {
        int[] anchor = {at};
        List<String> continuations = shell.sourceCodeAnalysis().completionSuggestions(code, at, anchor).stream()
                .map(Suggestion::continuation)
                .distinct()
                .toList();
        return new Completions(continuations, anchor[0]);
    }

    String documentation(String code, int at) {
        return shell.sourceCodeAnalysis().documentation(code, at, false).stream()
                .map(SourceCodeAnalysis.Documentation::signature)
                .collect(Collectors.joining("\n"));
    }

    /** Stops the cell that is running. */
    void interrupt() {
        interrupted = true;
        shell.stop();
    }

    @Override
    public void close() {
        shell.close();
    }
}
