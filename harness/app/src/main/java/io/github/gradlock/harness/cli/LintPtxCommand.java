package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.Jars;
import io.github.gradlock.harness.runtime.host.LineProcess;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command {@code gradlock lint-ptx}: whether PTX keeps the contract of numerics; the engine looks. */
@Command(
        name = "lint-ptx",
        description = "Names each place at which PTX does not compute as the contract of numerics says.",
        footer = {
            "",
            "Found are approximations, flush to zero, contraction, atomic operations on floating numbers, other roundings and"
                    + " precisions, what depends on the machine, and registers that may be read before they are written"
                    + " (engine/docs/cuda.md). Exit status: 0 nothing was found, 1 something was, 2 a file cannot be read.",
            "",
            "Examples:",
            "  gradlock lint-ptx softmax.ptx",
            "  gradlock lint-ptx build/ptx           every file in it whose name ends in .ptx"
        })
final class LintPtxCommand extends GradlockCommand {
    private static final String PROGRAM = "io.github.gradlock.engine.kernel.cuda.check.PtxLint";

    private static final String ENGINE = "engine/suite/target/lib";
    private static final Path JAVA = Path.of(System.getProperty("java.home", ""), "bin", "java");

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "A file of PTX, or a folder with some.")
    List<String> files = List.of();

    /** Replaced in tests. */
    Path installation = Installation.home();

    @Override
    boolean writesDocument() {
        return false;
    }

    @Override
    ExitStatus run(Console console) throws Exception {
        for (String file : files) {
            if (!Files.isReadable(Path.of(file))) {
                throw GradlockException.badInput(
                        file, "no such file, or not one that can be read", "give files of PTX, or folders with some");
            }
        }
        List<Path> jars = Jars.in(installation.resolve(ENGINE));
        if (jars.isEmpty()) {
            throw GradlockException.incomplete(
                    "the engine is not built: no jars in " + installation.resolve(ENGINE),
                    "start ./gradlock, or build with mvn -DskipTests package",
                    null);
        }
        String classPath = jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(JAVA.toString(), "-XX:+UseSerialGC", "-cp", classPath, PROGRAM));
        command.addAll(files);
        LineProcess.Outcome outcome = LineProcess.run(new ProcessBuilder(command), List.of(), console::print);
        outcome.errors().forEach(console::error);
        return status(outcome.status());
    }

    private static ExitStatus status(int status) {
        return switch (status) {
            case 0 -> ExitStatus.REPRODUCIBLE;
            case 1 -> ExitStatus.DIFFERENT;
            case 2 -> ExitStatus.BAD_INPUT;
            default ->
                throw GradlockException.incomplete(
                        "the engine's checker ended with exit status " + status, "what it said stands above", null);
        };
    }
}
