package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.lock.Environments;
import io.github.gradlock.harness.runtime.host.EngineShell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command {@code gradlock shell}: JShell with the engine, in the host environment. */
@Command(
        name = "shell",
        description = "Starts JShell with the engine on the class path and its imports done, in the host environment.",
        footer = {
            "",
            "It runs on the JDK that gradlock runs on, with the JVM options of environments/host. /exit leaves it. What is"
                    + " piped into it is run without prompts: it prints what the snippets print. The exit status is JShell's, 0 even"
                    + " where a snippet failed; a script says otherwise with /exit 1.",
            "",
            "Examples:",
            "  gradlock shell",
            "  gradlock shell model.jsh          runs the file, and stays",
            "  echo 'System.out.println(Tensors.arange(5))' | gradlock shell"
        })
final class ShellCommand extends GradlockCommand {
    private static final String HOST = "host";

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "Snippets to run first; - reads standard input.")
    List<String> files = List.of();

    /** Replaced in tests. */
    Path installation = Installation.home();

    @Override
    ExitStatus run(Console console) throws Exception {
        if (common.json) {
            throw GradlockException.badInput(
                    null, "shell writes no document", "leave out --json; print from the snippets what you need");
        }
        for (String file : files) {
            if (!file.equals("-") && !(Files.isRegularFile(Path.of(file)) && Files.isReadable(Path.of(file)))) {
                throw GradlockException.badInput(
                        file, "no such file, or not one that can be read", "give a file of snippets");
            }
        }
        EngineShell shell = EngineShell.find(
                Path.of(System.getProperty("java.home", "")), installation.resolve("engine/suite/target/lib"));
        int status = shell.run(
                new Environments(common.environmentsDirectory()).named(HOST),
                files.isEmpty() && !isTerminal() ? List.of("-") : files);
        if (status != 0) {
            throw GradlockException.incomplete(
                    "JShell ended with status " + status, "what it printed above says why", null);
        }
        return ExitStatus.REPRODUCIBLE;
    }

    /** The launcher says whether standard input is one; without it, an interactive shell is the better guess. */
    private static boolean isTerminal() {
        return !"false".equals(System.getProperty("gradlock.terminal.in"));
    }
}
