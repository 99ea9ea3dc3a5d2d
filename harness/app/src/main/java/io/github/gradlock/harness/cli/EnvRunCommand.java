package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.runtime.BoundedLog;
import io.github.gradlock.harness.runtime.container.ContainerCommand;
import io.github.gradlock.harness.runtime.container.ContainerParts;
import io.github.gradlock.harness.runtime.host.HostCommand;
import io.github.gradlock.harness.spec.EnvironmentSpec.RuntimeKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code gradlock env run}: a program in an environment. */
@Command(
        name = "run",
        description =
                "Runs a program in an environment: its JDK first on the PATH, its jars as CLASSPATH, its variables.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "N:that of the program",
            "2:the input is at fault, or the program is not there",
            "3:the environment cannot be made here"
        },
        footer = {
            "",
            "In a container the program starts in /work, with what --with copied there; what it writes goes with the container.",
            "It reaches no network unless --network is given.",
            "",
            "Examples:",
            "  gradlock env run host -- java -version",
            "  gradlock env run debian-17 --with App.java -- java App.java"
        })
final class EnvRunCommand extends GradlockCommand {
    @Parameters(index = "0", paramLabel = "ENV", description = "A name, or a folder that holds an environment.yml.")
    String name = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "COMMAND",
            description = "The program and its arguments, behind --.")
    List<String> command = List.of();

    @ArgGroup
    LockOptions locks = new LockOptions();

    @Option(names = "--offline", description = "Fetch nothing.")
    boolean offline;

    @Option(names = "--with", paramLabel = "PATH", description = "A file or folder to be copied into the container.")
    List<Path> with = List.of();

    @Option(names = "--network", description = "Let a container reach the network.")
    boolean network;

    @Override
    boolean writesDocument() {
        return false;
    }

    @Override
    ExitStatus run(Console console) {
        throw new IllegalStateException("the status is the program's");
    }

    @Override
    int status(Console console) throws IOException, InterruptedException {
        if (command.isEmpty()) {
            throw GradlockException.badInput(
                    null,
                    "no program is named",
                    "gradlock env run" + common.environmentsArgument() + " " + name + " -- java -version");
        }
        for (Path file : with) {
            if (!Files.exists(file)) {
                throw GradlockException.badInput(file.toString(), "there is no such file", "--with takes a path");
            }
        }
        ResolvedEnvironment environment = EnvironmentArguments.forProgram(common, name, locks.mode());
        try (Runtimes runtimes = Runtimes.open(offline);
                BoundedLog log =
                        EnvironmentArguments.log(console, environment.spec().name())) {
            if (environment.spec().runtime() == RuntimeKind.HOST) {
                if (network || !with.isEmpty()) {
                    throw GradlockException.badInput(
                            null,
                            (network ? "--network" : "--with") + " is for containers, and " + name
                                    + " runs on this machine, where all files and its network are",
                            "leave it out");
                }
                List<Path> jars = runtimes.partsOfHost().jars(environment, log);
                console.clearProgress();
                return new HostCommand(environment, jars).run(command);
            }
            ContainerParts parts = runtimes.partsOfContainers();
            parts.image(environment, log);
            console.clearProgress();
            return new ContainerCommand(parts, environment, network, EnvironmentArguments.stdio())
                    .run(command, with, List.of(), log);
        } catch (UnavailableException missing) {
            throw GradlockException.incomplete(
                    name + " cannot be made: " + missing.getMessage(),
                    "gradlock doctor shows what this machine offers",
                    missing);
        }
    }
}
