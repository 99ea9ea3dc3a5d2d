package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import picocli.CommandLine.Command;

/** The command {@code gradlock bundle}: results as files that travel. */
@Command(
        name = "bundle",
        description = "Shows, verifies, packs and signs result bundles, which travel between machines.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  gradlock bundle pack target/gradlock/bundles/host.glb --compress --output laptop.glb",
            "  gradlock bundle verify laptop.glb",
            "  gradlock bundle show laptop.glb --case 'softmax*' --values"
        })
final class BundleCommand extends GradlockCommand {
    @Override
    ExitStatus run(Console console) {
        throw GradlockException.badInput(
                null, "bundle needs a command", "gradlock bundle show, verify, pack, unpack or sign");
    }
}
