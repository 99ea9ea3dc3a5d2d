package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import picocli.CommandLine.Command;

/** The command {@code gradlock baseline}: results that are kept as the truth for future commits. */
@Command(
        name = "baseline",
        description = "Keeps a result bundle as the truth for future commits, and holds later ones against it.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Examples:", "  gradlock baseline save", "  gradlock baseline check"})
final class BaselineCommand extends GradlockCommand {
    @Override
    ExitStatus run(Console console) {
        throw GradlockException.badInput(
                null, "baseline needs a command", "gradlock baseline save, or gradlock baseline check");
    }
}
