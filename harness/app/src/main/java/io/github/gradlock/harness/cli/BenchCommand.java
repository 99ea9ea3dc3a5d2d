package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import picocli.CommandLine.Command;

/** The command {@code gradlock bench}: what gradlock can do, measured. */
@Command(
        name = "bench",
        description = "Measures what gradlock can do.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example:", "  gradlock bench faults", "  gradlock bench speed --quick"})
final class BenchCommand extends GradlockCommand {
    @Override
    ExitStatus run(Console console) {
        throw GradlockException.badInput(
                null, "bench needs a command", "gradlock bench faults, or gradlock bench speed");
    }
}
