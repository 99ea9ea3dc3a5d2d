package io.github.gradlock.harness.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A block of a page.
 *
 * @param page its file, from the root of the project
 * @param line of the fence, counted from one
 * @param language what stands behind the fence; empty and {@code sh} are commands
 * @param text with a line feed at the end of each line
 * @param marks what the tests are told of it
 */
public record CodeBlock(String page, int line, String language, String text, Marks marks) {
    private static final String PROMPT = "$ ";
    private static final Set<String> COMMANDS = Set.of("", "sh", "bash", "console");

    /** Languages that nobody runs; a block of another one fails the tests. */
    private static final Set<String> OTHERS =
            Set.of("java", "json", "yaml", "text", "python", "xml", "dockerfile", "groovy", "kotlin");

    /**
     * A command.
     *
     * @param line counted from one
     * @param command with its continuation lines
     * @param output what the page says that it prints, which may be nothing
     */
    public record Step(int line, String command, List<String> output) {}

    /** Returns where it stands. */
    public String place() {
        return page + ":" + line;
    }

    /** Returns whether its lines are typed into a shell. */
    public boolean isCommands() {
        return COMMANDS.contains(language);
    }

    /** Returns whether the language is one that the tests know. */
    public boolean isKnown() {
        return isCommands() || OTHERS.contains(language);
    }

    /** Returns the commands: lines behind a {@code $}, or all lines where there is none. */
    public List<Step> steps() {
        List<String> lines = text.lines().toList();
        boolean isSession = lines.stream().anyMatch(each -> each.startsWith(PROMPT));
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String first = lines.get(i);
            if (isSession && !first.startsWith(PROMPT)) {
                if (steps.isEmpty()) {
                    throw new AssertionError(page + ":" + (line + 1 + i) + ": a session that begins with no command");
                }
                steps.get(steps.size() - 1).output().add(first);
                continue;
            }
            if (first.isBlank() || !isSession && first.strip().startsWith("#")) {
                continue;
            }
            int begin = i;
            StringBuilder command = new StringBuilder(isSession ? first.substring(PROMPT.length()) : first);
            while (command.toString().endsWith("\\") && i + 1 < lines.size()) {
                command.append('\n').append(lines.get(++i));
            }
            steps.add(new Step(line + 1 + begin, command.toString(), new ArrayList<>()));
        }
        return steps;
    }
}
