package io.github.gradlock.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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

    @Test
    void aFileThatCannotBeReadIsNotUnforeseen() {
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine();
        line.addSubcommand("fails", new Unreadable());
        line.setErr(new PrintWriter(err));

        assertEquals(3, Main.execute(line, "fails"));
        assertEquals(
                "error: a.glb: could not be read or written: permission denied\n\nhint: look at the file's permissions,"
                        + " and at the space that the disk has\n",
                err.toString().replace("\r\n", "\n"));
    }

    @ParameterizedTest
    @CsvSource({"'run --json --no-such-option', 2", "'compare none.glb --json', 2", "'fails --json', 3"})
    void everyFailureIsOneDocumentWithJson(String arguments, int exit) throws Exception {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine();
        line.addSubcommand("fails", new Fails(OutOfMemoryError.class));
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

        assertEquals(exit, Main.execute(line, arguments.split(" ")));
        JsonNode document = new ObjectMapper().readTree(out.toString());
        assertEquals("error", document.get("verdict").asText());
        assertEquals(exit, document.get("exit").asInt());
        JsonNode error = document.get("error");
        assertEquals(List.of("message", "location", "hint"), names(error));
        assertTrue(err.toString().startsWith("error: "), err::toString);
        assertTrue(err.toString().contains("hint: " + error.get("hint").asText()), err::toString);
    }

    @ParameterizedTest
    @CsvSource({"rnu, run", "env shwo, show", "run --tga smoke, --tag", "comparre, compare"})
    void aWordThatIsNearlyOneIsSuggested(String arguments, String meant) {
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine(arguments.split(" "));
        line.setErr(new PrintWriter(err));

        assertEquals(2, Main.execute(line, arguments.split(" ")));
        assertTrue(err.toString().contains("hint: did you mean " + meant), err::toString);
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Command(name = "fails")
    private static final class Unreadable implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            throw new AccessDeniedException("a.glb");
        }
    }

    @Command(name = "fails")
    private static final class Fails implements Callable<Integer> {
        private final Class<? extends Error> type;

        @Option(names = "--json")
        boolean json;

        Fails(Class<? extends Error> type) {
            this.type = type;
        }

        @Override
        public Integer call() throws Exception {
            throw type.getDeclaredConstructor().newInstance();
        }
    }
}
