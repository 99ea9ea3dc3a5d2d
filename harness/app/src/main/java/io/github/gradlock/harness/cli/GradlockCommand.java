package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command: common options, a console, and an exit status. */
abstract class GradlockCommand implements Callable<Integer> {
    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean helpRequested;

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public final Integer call() throws Exception {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        common.check();
        if (common.json && !writesDocument()) {
            throw GradlockException.badInput(null, spec.qualifiedName() + " writes no document", "leave out --json");
        }
        return status(new Console(line.getOut(), line.getErr(), common));
    }

    /** Returns whether the command knows {@code --json}. */
    boolean writesDocument() {
        return true;
    }

    /** Returns what the process answers; another program's own status where a command hands that on. */
    int status(Console console) throws Exception {
        return run(console).code();
    }

    /** Does the work; a {@link io.github.gradlock.harness.GradlockException} is printed by the caller. */
    abstract ExitStatus run(Console console) throws Exception;
}
