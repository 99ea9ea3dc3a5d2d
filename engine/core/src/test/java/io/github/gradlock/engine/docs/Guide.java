package io.github.gradlock.engine.docs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The examples of a guide: blocks of Java, each with the output that stands right behind it. */
final class Guide {
    private static final Pattern FENCE = Pattern.compile("```java\n(.*?)```(?:\n```text\n(.*?)```)?", Pattern.DOTALL);

    private Guide() {}

    /**
     * An example.
     *
     * @param code the lines of Java
     * @param output what they print, or nothing
     */
    record Example(String code, String output) {}

    static List<Example> examples(String name) {
        Matcher matcher = FENCE.matcher(read(Path.of("..", "docs", name)));
        List<Example> examples = new ArrayList<>();
        while (matcher.find()) {
            String output = matcher.group(2);
            examples.add(new Example(matcher.group(1), output == null ? "" : output));
        }
        return examples;
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what an action prints. */
    static String printed(Runnable action) {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            action.run();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
