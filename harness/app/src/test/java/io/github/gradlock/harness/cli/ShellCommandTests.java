package io.github.gradlock.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellCommandTests {
    @TempDir
    Path folder = Path.of("");

    @Test
    void aMissingFileIsNamed() throws Exception {
        GradlockException failure = new CommandFixture(folder).failure(command(), "nothere.jsh");

        assertEquals(ExitStatus.BAD_INPUT, failure.status());
        assertEquals("nothere.jsh", failure.location());
    }

    @Test
    void anEngineThatIsNotBuiltIsSaidSo() throws Exception {
        GradlockException failure = new CommandFixture(folder).failure(command());

        assertEquals(ExitStatus.INCOMPLETE, failure.status());
        assertTrue(String.valueOf(failure.getMessage()).startsWith("the engine is not built: no jars in "));
    }

    private ShellCommand command() {
        ShellCommand command = new ShellCommand();
        command.installation = folder;
        return command;
    }
}
