package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import picocli.CommandLine.Command;

/** The command {@code gradlock env}: what environments there are. */
@Command(
        name = "env",
        description = "Lists and shows environments.",
        subcommands = {EnvListCommand.class, EnvShowCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example:", "  gradlock env list"})
final class EnvCommand extends GradlockCommand {
    @Override
    ExitStatus run(Console console) {
        throw GradlockException.badInput(null, "env needs a command", "gradlock env list, or gradlock env show NAME");
    }
}
