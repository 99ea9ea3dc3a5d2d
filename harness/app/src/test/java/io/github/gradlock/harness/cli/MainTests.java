package io.github.gradlock.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class MainTests {
    @ParameterizedTest
    @ValueSource(classes = {OutOfMemoryError.class, StackOverflowError.class, NoClassDefFoundError.class})
    void anErrorDoesNotSayThatResultsDiffer(Class<? extends Error> type) {
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine();
        line.addSubcommand("fails", new Fails(type));
        line.setErr(new PrintWriter(err));

        assertEquals(3, Main.execute(line, "fails"));
        assertTrue(err.toString().startsWith("error: "), err::toString);
        assertTrue(err.toString().contains("\n\nhint: "), err::toString);
    }

    @Command(name = "fails")
    private static final class Fails implements Callable<Integer> {
        private final Class<? extends Error> type;

        Fails(Class<? extends Error> type) {
            this.type = type;
        }

        @Override
        public Integer call() throws Exception {
            throw type.getDeclaredConstructor().newInstance();
        }
    }
}
