package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.docs.CodeBlock;
import io.github.gradlock.harness.docs.DocumentedPage;
import io.github.gradlock.harness.docs.Marks;
import io.github.gradlock.harness.docs.ShellWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Blocks that are run elsewhere: what their marks name has to be there, and has to run them. */
final class LeftOutBlocks {
    private static final String CI = ".ci/run";
    private static final List<String> GROUPS = List.of("baseline", "bench", "env");
    private static final Pattern STEP = Pattern.compile("^ *step \"([^\"]+)\" ((?:.*\\\\\n)*.*)$", Pattern.MULTILINE);

    private LeftOutBlocks() {}

    /** Returns what is wrong with the marks of a page. */
    static List<String> problems(DocumentedPage page) throws IOException {
        List<String> problems = new ArrayList<>();
        for (CodeBlock block : page.blocks()) {
            if (!block.isKnown()) {
                problems.add(block.place() + ": a block of a language that no test knows: " + block.language());
            }
            problems.addAll(statuses(block));
            if (!block.marks().runBy().isEmpty()) {
                problems.addAll(runBy(block));
            }
        }
        return problems;
    }

    /** A JVM that does not start ends with 1 as well: what ends otherwise than well has to show what it says. */
    private static List<String> statuses(CodeBlock block) {
        List<Integer> statuses = block.marks().endsWith();
        List<String> problems = new ArrayList<>();
        if (!statuses.isEmpty() && statuses.size() != block.steps().size()) {
            problems.add(block.place() + ": one status for each command");
        }
        for (int i = 0; i < Math.min(statuses.size(), block.steps().size()); i++) {
            if (statuses.get(i) != 0 && block.steps().get(i).output().isEmpty()) {
                problems.add(block.place() + ": ends with " + statuses.get(i) + ", and shows no output");
            }
        }
        return problems;
    }

    private static List<String> runBy(CodeBlock block) throws IOException {
        List<String> problems = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (Marks.RunBy runBy : block.marks().runBy()) {
            Path file = DocumentedPage.HOME.resolve(runBy.file());
            if (!Files.isRegularFile(file)) {
                problems.add(block.place() + ": no file " + runBy.file());
                continue;
            }
            String whole = Files.readString(file);
            if (runBy.steps().isEmpty()) {
                text.append(whole).append('\n');
            }
            for (String name : runBy.steps()) {
                String command = runBy.file().equals(CI) ? step(whole, name) : "";
                if (command.isEmpty()) {
                    problems.add(block.place() + ": no step \"" + name + "\" in " + runBy.file());
                }
                text.append(command).append('\n');
            }
        }
        for (String part : essentials(block)) {
            if (!isIn(text.toString(), part)) {
                problems.add(block.place() + ": what is named does not run it: " + part);
            }
        }
        return problems;
    }

    private static String step(String script, String name) {
        Matcher matcher = STEP.matcher(script);
        while (matcher.find()) {
            if (matcher.group(1).equals(name)) {
                return matcher.group(2);
            }
        }
        return "";
    }

    /** The program and its command, without options and names; of a block that is no commands, the file that it stands in. */
    private static List<String> essentials(CodeBlock block) {
        if (!block.isCommands()) {
            return List.of(Path.of(block.page()).getFileName().toString());
        }
        List<String> essentials = new ArrayList<>();
        for (CodeBlock.Step step : block.steps()) {
            for (List<String> all : ShellWords.commands(step.command())) {
                List<String> words = all.stream()
                        .dropWhile(word -> word.matches("[A-Z_0-9]+=.*"))
                        .toList();
                if (!words.isEmpty()) {
                    essentials.add(essential(words));
                }
            }
        }
        return essentials;
    }

    private static String essential(List<String> words) {
        String program = words.get(0).replaceFirst("^\\./", "");
        if (program.equals(".")) {
            return String.join(" ", words);
        }
        List<String> commands = words.stream()
                .skip(1)
                .takeWhile(word -> program.equals("mvn") || word.matches("[a-z]+"))
                .filter(word -> word.matches("[a-z]+"))
                .toList();
        // A second word may be an environment; a command of a group is none.
        boolean isGroup = program.equals("gradlock") && !commands.isEmpty() && GROUPS.contains(commands.get(0));
        List<String> kept = commands.stream().limit(isGroup ? 2 : 1).toList();
        return kept.isEmpty() ? program : program + " " + String.join(" ", kept);
    }

    /** Maven's options stand between, and a test in Java has the words as texts of their own. */
    private static boolean isIn(String text, String essential) {
        if (text.startsWith("package ")) {
            return essential.contains(" ")
                    ? Stream.of(essential.split(" ")).skip(1).allMatch(word -> text.contains("\"" + word + "\""))
                    : text.contains(essential);
        }
        return essential.startsWith("mvn ")
                ? Pattern.compile("mvn [^\n]*" + Pattern.quote(essential.substring(4)))
                        .matcher(text)
                        .find()
                : text.contains(essential);
    }
}
