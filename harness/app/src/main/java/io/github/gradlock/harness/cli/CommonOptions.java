package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.ShellArgument;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that mean the same in every command. */
public final class CommonOptions {
    @Option(
            names = "--json",
            description = "Write one JSON document to standard output, everything else to standard error.")
    boolean json;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where results go (default: target/gradlock in the project).")
    @Nullable
    Path out;

    @Option(
            names = "--environments",
            paramLabel = "DIR",
            description = "Folder with matrix.yml and one folder an environment (default: environments).")
    @Nullable
    Path environments;

    @Option(names = "--quiet", description = "Print results and errors only.")
    boolean quiet;

    @Option(names = "--no-color", description = "Do not colour the output; NO_COLOR does the same.")
    boolean noColor;

    /** Refuses a path without characters: an unset variable of a script, which would mean the folder one stands in. */
    void check() {
        requireNamed("--out", out);
        requireNamed("--environments", environments);
    }

    private static void requireNamed(String option, @Nullable Path path) {
        if (path != null && path.toString().isBlank()) {
            throw GradlockException.badInput(
                    null, option + " names no folder", "a dot means this one: " + option + " .");
        }
    }

    /** Returns the folder for results. */
    Path outDirectory() {
        return out != null ? out : Path.of("target", "gradlock");
    }

    /** Returns what a command needs to find the same environments, ` --environments DIR`; nothing where none was given. */
    String environmentsArgument() {
        return environments == null ? "" : " --environments " + ShellArgument.quoted(environments.toString());
    }

    /** Returns whether the environments are those of the installation, since there are none here and none were named. */
    boolean isOfInstallation() {
        return environments == null && !java.nio.file.Files.isDirectory(Path.of("environments"));
    }

    /** Returns the folder of the environments: the one given, the one here, or that of the installation. */
    Path environmentsDirectory() {
        if (environments != null) {
            return environments;
        }
        return isOfInstallation() ? Installation.home().resolve("environments") : Path.of("environments");
    }
}
