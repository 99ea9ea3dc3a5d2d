package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.docs.CodeBlock;
import io.github.gradlock.harness.docs.DocumentedPage;
import io.github.gradlock.harness.docs.ShellWords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;

/** Holds the command lines of a page against the commands that there are. */
final class CommandCheck {
    private static final String PLACEHOLDER = "([A-Z][A-Z_]*[0-9]?)?…?|[A-Z]+\\|[a-z]+";

    private static final Pattern HANDS_ON =
            Pattern.compile("(?m)^ *(exec|\\S*gradlock\"?|\\S*run-environment\"?) .*\"\\$@\"");

    private final String page;
    private final List<String> problems = new ArrayList<>();
    private int parsed;

    private CommandCheck(String page) {
        this.page = page;
    }

    /**
     * What a page's command lines came to.
     *
     * @param parsed how many command lines of gradlock there are
     * @param problems with file and line
     */
    record Result(int parsed, List<String> problems) {}

    static Result of(DocumentedPage page) {
        CommandCheck check = new CommandCheck(page.source());
        page.pieces().forEach(piece -> check.piece(piece.line(), piece.text()));
        page.blocks().stream().filter(CodeBlock::isCommands).forEach(check::block);
        return new Result(check.parsed, check.problems);
    }

    private void block(CodeBlock block) {
        for (CodeBlock.Step step : block.steps()) {
            if (step.command().contains("<<")) {
                problem(step.line(), "a here-document: show the file in a block of its own, marked with file");
                continue;
            }
            for (List<String> words : ShellWords.commands(step.command())) {
                command(step.line(), words, true);
            }
        }
    }

    /** In a line, brackets outside of quotes are what may be left out. */
    private void piece(int line, String text) {
        if (text.matches("(\\./)?gradlock [a-z-].*|((ci|\\.ci)/|mvn |bash ).*") || isScript(text)) {
            for (List<String> words : ShellWords.commands(withoutBrackets(text))) {
                command(line, words, false);
            }
        }
    }

    /** In the page about the scripts they are named without their folder. */
    private boolean isScript(String text) {
        return page.equals("ci/README.md")
                && Files.isRegularFile(DocumentedPage.HOME.resolve("ci/" + text.split(" ", 2)[0]));
    }

    private static String withoutBrackets(String text) {
        StringBuilder plain = new StringBuilder();
        boolean quoted = false;
        for (char c : text.toCharArray()) {
            quoted ^= c == '\'';
            if (quoted || c != '[' && c != ']') {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    private void command(int line, List<String> all, boolean whole) {
        List<String> words =
                all.stream().dropWhile(word -> word.matches("[A-Z_0-9]+=.*")).toList();
        if (words.isEmpty()) {
            return;
        }
        String program = words.get(0).equals("bash") && words.size() > 1 ? words.get(1) : words.get(0);
        if (program.matches("(\\./)?gradlock")) {
            gradlock(line, words.subList(1, words.size()), whole);
        } else if (program.equals("mvn")) {
            maven(line, words);
        } else if (program.matches("\\.?ci/[a-z0-9-]+")) {
            script(line, program, words);
        } else if (page.equals("ci/README.md") && isScript(program)) {
            script(line, "ci/" + program, words);
        }
    }

    private void gradlock(int line, List<String> words, boolean whole) {
        parsed++;
        String[] args = words.stream()
                .map(word -> word.matches(PLACEHOLDER) ? "1" : word.replaceAll("=" + PLACEHOLDER + "$", "=1"))
                .toArray(String[]::new);
        try {
            Main.commandLine(args).parseArgs(args);
        } catch (MissingParameterException missing) {
            if (whole) {
                problem(line, missing.getMessage());
            }
        } catch (ParameterException wrong) {
            problem(line, wrong.getMessage());
        }
    }

    private void maven(int line, List<String> words) {
        int module = words.indexOf("-pl") + 1;
        if (module > 0
                && !Files.exists(DocumentedPage.HOME.resolve(words.get(module)).resolve("pom.xml"))) {
            problem(line, "no module: " + words.get(module));
        }
    }

    private void script(int line, String program, List<String> words) {
        Path file = DocumentedPage.HOME.resolve(program);
        if (!Files.exists(file)) {
            problem(line, "no script: " + program);
            return;
        }
        if (Files.isDirectory(file)) {
            // An action, named by its folder as in a workflow.
            return;
        }
        String text = read(file);
        for (String word : words) {
            if (word.startsWith("--") && !text.contains(word.replaceFirst("=.*", "")) && !passesOptionsOn(text)) {
                problem(line, program + " knows no option " + word);
            }
        }
    }

    /** A script that hands all its arguments to a program knows no options of its own. */
    private static boolean passesOptionsOn(String text) {
        return HANDS_ON.matcher(text).find();
    }

    private void problem(int line, @Nullable String message) {
        problems.add(page + ":" + line + ": " + message);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
