package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.ShellArgument;
import io.github.gradlock.harness.baseline.Baseline;
import io.github.gradlock.harness.run.OutputFolder;
import io.github.gradlock.protocol.Bundle;
import io.github.gradlock.protocol.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which baseline, and which bundles, the commands {@code gradlock baseline …} are about. */
final class BaselineOptions {
    @Parameters(
            arity = "0..*",
            paramLabel = "BUNDLE",
            description = "Result bundles (default: those of the last run, target/gradlock/bundles/*.glb).")
    List<Path> paths = List.of();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Name of the baseline (default: the suite of the bundles).")
    @Nullable
    String name;

    @Option(
            names = "--baselines",
            paramLabel = "DIR",
            description = "Folder with the baselines of the project (default: baselines).",
            defaultValue = "baselines")
    Path folder = Path.of("baselines");

    /**
     * Opens the bundles; the caller closes them.
     *
     * @throws GradlockException if there are none
     */
    OpenBundles open(CommonOptions common) throws IOException {
        return OpenBundles.of(paths.isEmpty() ? ofLastRun(common.outDirectory()) : paths);
    }

    /** Returns what a command needs to be about the same baseline and bundles, ready for a shell: ` laptop.glb --name laptop`. */
    String arguments(CommonOptions common) {
        StringBuilder text = new StringBuilder();
        paths.forEach(path -> text.append(' ').append(ShellArgument.quoted(path.toString())));
        if (name != null) {
            text.append(" --name ").append(ShellArgument.quoted(name));
        }
        if (!folder.equals(Path.of("baselines"))) {
            text.append(" --baselines ").append(ShellArgument.quoted(folder.toString()));
        }
        if (common.out != null && paths.isEmpty()) {
            text.append(" --out ").append(ShellArgument.quoted(common.out.toString()));
        }
        return text.toString();
    }

    /** Returns the baseline by its name, or by that of the bundles' suite. */
    Baseline baseline(List<Bundle> bundles) {
        if (name != null) {
            return Baseline.of(folder, name);
        }
        Manifest first = bundles.get(0).manifest();
        return Baseline.of(folder, first.suite().isEmpty() ? first.identity().displayName() : first.suite());
    }

    private static List<Path> ofLastRun(Path out) throws IOException {
        Path bundles = out.resolve("bundles");
        if (OutputFolder.isUnfinished(out)) {
            throw GradlockException.incomplete(
                    "the last run did not come to its end: " + bundles + " has not all of its bundles",
                    "gradlock run again; or name the bundles that are meant",
                    null);
        }
        List<Path> found = List.of();
        if (Files.isDirectory(bundles)) {
            try (Stream<Path> files = Files.list(bundles)) {
                found = files.filter(file -> file.getFileName().toString().matches("[^.].*\\.glb"))
                        .sorted()
                        .toList();
            }
        }
        if (found.isEmpty()) {
            throw GradlockException.badInput(
                    bundles.toString(), "no bundles of a run are here", "gradlock run first, or name a bundle");
        }
        return found;
    }
}
