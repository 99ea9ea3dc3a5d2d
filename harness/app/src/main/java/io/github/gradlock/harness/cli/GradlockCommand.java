package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command: common options, a console, and an exit status. */
abstract class GradlockCommand implements Callable<Integer> {
    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean helpRequested;

    @Override
    public final Integer call() throws Exception {
        return run(Console.ofProcess(common)).code();
    }

    /** Does the work; a {@link io.github.gradlock.harness.GradlockException} is printed by the caller. */
    abstract ExitStatus run(Console console) throws Exception;
}
