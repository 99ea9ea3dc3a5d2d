package io.github.gradlock.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandsTests {
    @Test
    void aCommandThatIsNamedIsMadeAlone() {
        CommandLine line = Main.commandLine("env", "create", "plain");
        assertEquals(Set.of("env"), line.getSubcommands().keySet());
        assertEquals(Set.of("create"), under(line, "env").getSubcommands().keySet());
        assertEquals(Set.of("run"), Main.commandLine("run").getSubcommands().keySet());
    }

    @Test
    void helpAndMistakesKnowAllCommands() {
        Set<String> all = Main.commandLine().getSubcommands().keySet();
        assertTrue(all.size() >= 12, all::toString);
        assertEquals(all, Main.commandLine("rum").getSubcommands().keySet());
        assertEquals(all, Main.commandLine("--help").getSubcommands().keySet());
        Set<String> ofEnv = under(Main.commandLine(), "env").getSubcommands().keySet();
        assertTrue(ofEnv.size() >= 9, ofEnv::toString);
        for (String[] words : new String[][] {{"env"}, {"env", "--help"}, {"env", "creat"}}) {
            assertEquals(
                    ofEnv,
                    under(Main.commandLine(words), "env").getSubcommands().keySet());
        }
    }

    @Test
    void aCommandThatIsMadeAloneHasTheSameHelp() {
        CommandLine all = under(under(Main.commandLine(), "env"), "create");
        CommandLine alone = under(under(Main.commandLine("env", "create"), "env"), "create");
        assertEquals(all.getUsageMessage(), alone.getUsageMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"env run host --", "env shell host", "shell", "completion"})
    void anOptionThatIsRefusedIsNotOffered(String words) {
        String name = words.replaceFirst(" host.*", "");
        CommandLine line = Main.commandLine();
        for (String word : name.split(" ")) {
            line = under(line, word);
        }
        assertFalse(line.getUsageMessage().contains("--json"), line::getUsageMessage);
        assertTrue(line.getUsageMessage().contains("--quiet"), line::getUsageMessage);
        CommandLine all = Main.commandLine();
        StringWriter said = new StringWriter();
        all.setErr(new PrintWriter(said, true));
        all.setOut(new PrintWriter(said, true));
        assertEquals(
                2, Main.execute(all, words.replaceFirst(name, name + " --json").split(" ")));
        String text = said.toString().replace("\r\n", "\n");
        assertTrue(
                text.startsWith("error: gradlock " + name + " writes no document\n\nhint: leave out --json\n"), text);
    }

    private static CommandLine under(CommandLine line, String name) {
        return Objects.requireNonNull(line.getSubcommands().get(name));
    }
}
