package io.github.gradlock.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.lock.MachineFixture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CompletionCommandTests {
    @TempDir
    Path folder = Path.of("");

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no bash")
    void bashCompletesWithIt() throws Exception {
        CommandFixture commands = new CommandFixture(folder);
        commands.run(new CompletionCommand());
        Path script = Files.writeString(folder.resolve("completion"), commands.out());
        assertEquals("create", completed(script, "gradlock env cre"));
        assertEquals("verify", completed(script, "gradlock bundle ver"));
        assertEquals("--iterations", completed(script, "gradlock run --iter"));
        new MachineFixture(folder).write("host", "name: host\n");
        new MachineFixture(folder).write("host-jdk", "name: host-jdk\n");
        assertEquals(
                Set.of("host", "host-jdk"),
                Set.of(completed(script, "gradlock run ho").split(" ")));
        assertEquals("host-jdk", completed(script, "gradlock env show host-"));
        assertEquals("host-jdk", completed(script, "gradlock run --environments = environments host-"));
        assertEquals("", completed(script, "gradlock run --environments = elsewhere host-"));
        assertEquals("", completed(script, "gradlock compare ho"));
    }

    private String completed(Path script, String line) throws Exception {
        String[] words = line.split(" ");
        String text =
                "source '%s'; compopt() { :; }; COMP_WORDS=(%s); COMP_CWORD=%d; _gradlock_names; echo \"${COMPREPLY[*]}\""
                        .formatted(script, line, words.length - 1);
        Process bash = new ProcessBuilder("bash", "-c", text)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertTrue(bash.waitFor(30, TimeUnit.SECONDS));
        return output;
    }
}
