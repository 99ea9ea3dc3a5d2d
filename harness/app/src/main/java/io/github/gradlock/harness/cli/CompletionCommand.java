package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** The command {@code gradlock completion}: lets a shell complete commands and options. */
@Command(
        name = "completion",
        description = "Prints a script with which bash and zsh complete commands, options and files.",
        footer = {
            "",
            "Examples:",
            "  source <(gradlock completion)                        for this shell",
            "  gradlock completion > ~/.local/share/bash-completion/completions/gradlock      for every bash"
        })
final class CompletionCommand extends GradlockCommand {
    @Override
    ExitStatus run(Console console) {
        console.print(AutoComplete.bash("gradlock", Main.commandLine()).stripTrailing());
        return ExitStatus.REPRODUCIBLE;
    }
}
