package io.github.gradlock.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HelpPagesTests {
    private static final int LEAST_COMMANDS = 20;

    @TempDir
    Path folder = Path.of("");

    @Test
    void theyAreWhatHelpPrints() throws Exception {
        HelpPages.write(folder);
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.toList();
        }
        assertTrue(files.size() >= LEAST_COMMANDS, files::toString);
        for (Path file : files) {
            String[] page = Files.readString(file).split("\n", 2);
            String[] words = (page[0] + " --help").split(" ");
            String[] args = List.of(words).subList(1, words.length).toArray(String[]::new);
            StringWriter said = new StringWriter();
            assertEquals(0, Main.execute(Main.commandLine(args).setOut(new PrintWriter(said)), args));
            assertEquals(said.toString().replace("\r\n", "\n"), page[1], page[0]);
        }
    }
}
