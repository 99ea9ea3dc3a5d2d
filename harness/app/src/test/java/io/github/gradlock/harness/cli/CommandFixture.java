package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine;

/** Runs a command and keeps what it prints, with the test's folder written as {@code …}. */
final class CommandFixture {
    private final Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    CommandFixture(Path folder) {
        this.folder = folder;
    }

    ExitStatus run(GradlockCommand command, String... arguments) throws Exception {
        out.reset();
        err.reset();
        new CommandLine(command).parseArgs(arguments);
        return command.run(new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                command.common));
    }

    GradlockException failure(GradlockCommand command, String... arguments) throws Exception {
        try {
            run(command, arguments);
        } catch (GradlockException problem) {
            return problem;
        }
        throw new AssertionError("no error; it printed\n" + out());
    }

    String out() {
        return filtered(out);
    }

    String err() {
        return filtered(err);
    }

    private String filtered(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8).replace("\r\n", "\n").replace(folder.toString(), "…");
    }
}
