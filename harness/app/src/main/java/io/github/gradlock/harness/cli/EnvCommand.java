package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import picocli.CommandLine.Command;

/** The command {@code gradlock env}: the manager of environments. */
@Command(
        name = "env",
        description = "Makes, shows, compares and removes environments.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "gradlock lock pins an environment, and gradlock run makes what is missing by itself.",
            "",
            "Example:",
            "  gradlock env list"
        })
final class EnvCommand extends GradlockCommand {
    @Override
    ExitStatus run(Console console) {
        throw GradlockException.badInput(null, "env needs a command", "gradlock env list, or gradlock env --help");
    }
}
