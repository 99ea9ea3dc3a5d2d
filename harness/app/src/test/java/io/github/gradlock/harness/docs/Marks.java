package io.github.gradlock.harness.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the comments right above a block say to the tests; CONTRIBUTING.md tells what each means.
 *
 * @param notRun why a block is not run by the tests, or empty
 * @param runBy the files, and the steps in them, that run it instead
 * @param runWith options that are added to each gradlock command, or empty
 * @param endsWith the exit statuses of the commands; empty for 0
 * @param compiledWith members that a snippet of Java needs, or empty
 * @param file where people put the block, from the root of their project, or empty
 */
public record Marks(
        String notRun, List<RunBy> runBy, String runWith, List<Integer> endsWith, String compiledWith, String file) {
    private static final Pattern COMMENT = Pattern.compile("<!--\\s*([a-z ]+?):\\s*(.*?)\\s*-->", Pattern.DOTALL);
    private static final Pattern RUN_BY = Pattern.compile("(\\S+)((?: step \"[^\"]+\")*)");
    private static final Pattern STEP = Pattern.compile("\"([^\"]+)\"");

    /**
     * A file that runs a block.
     *
     * @param file from the root of the project
     * @param steps names of steps of {@code .ci/run}; none for the file as a whole
     */
    public record RunBy(String file, List<String> steps) {
        @Override
        public String toString() {
            return steps.isEmpty() ? file : file + " \"" + String.join("\" \"", steps) + "\"";
        }
    }

    /**
     * Reads the comments.
     *
     * @param place of the block, for messages
     */
    static Marks parse(List<String> comments, String place) {
        String notRun = "";
        String runWith = "";
        String compiledWith = "";
        String file = "";
        List<RunBy> runBy = new ArrayList<>();
        List<Integer> endsWith = new ArrayList<>();
        for (String comment : comments) {
            Matcher matcher = COMMENT.matcher(comment);
            String key = matcher.matches() ? matcher.group(1) : comment;
            String value = matcher.matches() ? matcher.group(2) : "";
            switch (key) {
                case "not run here" -> notRun = value;
                case "run with" -> runWith = value;
                case "compiled with" -> compiledWith = value;
                case "file" -> file = value;
                case "run by" -> runBy.add(runBy(value, place));
                case "ends with" -> {
                    for (String status : value.split(",\\s*")) {
                        endsWith.add(Integer.valueOf(status));
                    }
                }
                default -> throw new AssertionError(place + ": a comment above a block that no test knows: " + comment);
            }
            if (value.isEmpty()) {
                throw new AssertionError(place + ": a mark that says nothing: " + comment);
            }
        }
        return new Marks(notRun, runBy, runWith, endsWith, compiledWith, file);
    }

    private static RunBy runBy(String value, String place) {
        Matcher matcher = RUN_BY.matcher(value);
        if (!matcher.matches()) {
            throw new AssertionError(place + ": run by: FILE, or FILE step \"NAME\" …, and not: " + value);
        }
        List<String> steps = STEP.matcher(matcher.group(2))
                .results()
                .map(step -> step.group(1))
                .toList();
        return new RunBy(matcher.group(1), steps);
    }

    /** Returns whether somebody else runs the block, or nobody. */
    public boolean isLeftOut() {
        return !notRun.isEmpty() || !runBy.isEmpty();
    }
}
