package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** The command {@code gradlock completion}: lets a shell complete commands, options and names. */
@Command(
        name = "completion",
        description =
                "Prints a script with which bash and zsh complete commands, options, files and names of environments.",
        footer = {
            "",
            "Examples:",
            "  source <(gradlock completion)                        for this shell",
            "  gradlock completion > ~/.local/share/bash-completion/completions/gradlock      for every bash"
        })
final class CompletionCommand extends GradlockCommand {
    /** Completes what only the folder of the environments knows. */
    private static final String NAMES = "/io/github/gradlock/harness/cli/names.bash";

    @Override
    boolean writesDocument() {
        return false;
    }

    @Override
    ExitStatus run(Console console) throws IOException {
        console.print(AutoComplete.bash("gradlock", Main.commandLine()).stripTrailing());
        try (InputStream names = Objects.requireNonNull(CompletionCommand.class.getResourceAsStream(NAMES))) {
            console.print(new String(names.readAllBytes(), StandardCharsets.UTF_8).stripTrailing());
        }
        return ExitStatus.REPRODUCIBLE;
    }
}
