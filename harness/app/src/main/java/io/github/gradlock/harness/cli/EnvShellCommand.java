package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.runtime.BoundedLog;
import io.github.gradlock.harness.runtime.container.ContainerCommand;
import io.github.gradlock.harness.runtime.host.EngineShell;
import io.github.gradlock.harness.runtime.host.HostCommand;
import io.github.gradlock.harness.spec.EnvironmentSpec.RuntimeKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code gradlock env shell}: JShell with the engine in an environment, or the environment's shell. */
@Command(
        name = "shell",
        description = "Starts JShell with the engine in an environment, or with --sh its command interpreter.",
        footer = {
            "",
            "gradlock shell, without a name, is JShell in the environment host; it also runs scripts. Here, what is piped in",
            "goes to JShell as if it were typed. A JRE, such as that of the channel debian, has no JShell: --sh is left.",
            "A container's shell has no job control, since its terminal may be on another machine.",
            "",
            "Examples:",
            "  gradlock env shell host-jdk21",
            "  gradlock env shell debian-17 --sh"
        })
final class EnvShellCommand extends GradlockCommand {
    private static final String JSHELL = String.join(
            "\n",
            "command -v jshell >/dev/null || { echo 'error: the image has no JShell: a runtime without tools has none' >&2;"
                    + " echo >&2; echo 'hint: --sh starts the container'\"'\"'s shell' >&2; exit 3; }",
            "exec jshell --class-path \"$CLASSPATH\" --startup DEFAULT --startup /work/gradlock-shell.jsh");

    @Parameters(index = "0", paramLabel = "ENV", description = "A name, or a folder that holds an environment.yml.")
    String name = "";

    @Option(names = "--sh", description = "Start the environment's command interpreter instead of JShell.")
    boolean sh;

    @ArgGroup
    LockOptions locks = new LockOptions();

    @Option(names = "--offline", description = "Fetch nothing.")
    boolean offline;

    @Override
    boolean writesDocument() {
        return false;
    }

    @Override
    ExitStatus run(Console console) {
        throw new IllegalStateException("the status is the shell's");
    }

    @Override
    int status(Console console) throws IOException, InterruptedException {
        ResolvedEnvironment environment = EnvironmentArguments.forProgram(common, name, locks.mode());
        Path engine = Installation.home().resolve("engine/suite/target/lib");
        try (Runtimes runtimes = Runtimes.open(offline);
                BoundedLog log =
                        EnvironmentArguments.log(console, environment.spec().name())) {
            return environment.spec().runtime() == RuntimeKind.HOST
                    ? onHost(console, runtimes, environment, engine, log)
                    : inContainer(console, runtimes, environment, engine, log);
        } catch (UnavailableException missing) {
            throw GradlockException.incomplete(
                    name + " cannot be made: " + missing.getMessage(),
                    "gradlock doctor shows what this machine offers",
                    missing);
        }
    }

    private int onHost(Console console, Runtimes runtimes, ResolvedEnvironment environment, Path engine, BoundedLog log)
            throws IOException, InterruptedException {
        List<Path> jars = runtimes.partsOfHost().jars(environment, log);
        console.clearProgress();
        if (sh) {
            boolean windows = System.getProperty("os.name", "").startsWith("Windows");
            String shell = System.getenv().getOrDefault(windows ? "COMSPEC" : "SHELL", windows ? "cmd.exe" : "sh");
            return new HostCommand(environment, jars).run(List.of(shell));
        }
        return EngineShell.find(Objects.requireNonNull(environment.javaHome()), engine)
                .withJars(jars)
                .run(environment.spec(), List.of());
    }

    private int inContainer(
            Console console, Runtimes runtimes, ResolvedEnvironment environment, Path engine, BoundedLog log)
            throws UnavailableException, IOException, InterruptedException {
        ContainerCommand container =
                new ContainerCommand(runtimes.partsOfContainers(), environment, false, EnvironmentArguments.stdio());
        runtimes.partsOfContainers().image(environment, log);
        console.clearProgress();
        if (sh) {
            // A prompt among the output of a script helps nobody.
            List<String> shell = ShellCommand.isTerminal() ? List.of("sh", "-i") : List.of("sh");
            return container.run(shell, List.of(), List.of(), log);
        }
        EngineShell shell = EngineShell.find(Path.of(System.getProperty("java.home", "")), engine);
        Path folder = Files.createTempDirectory("gradlock-shell");
        Path startup = folder.resolve("gradlock-shell.jsh");
        try {
            Files.writeString(startup, shell.imports());
            return container.run(
                    List.of("sh", "-c", JSHELL), List.of(startup), new ArrayList<>(shell.classPath()), log);
        } finally {
            Files.deleteIfExists(startup);
            Files.deleteIfExists(folder);
        }
    }
}
