package io.github.gradlock.harness.cli;

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

    /** Returns the folder for results. */
    Path outDirectory() {
        return out != null ? out : Path.of("target", "gradlock");
    }

    /** Returns the folder of the environments: the one given, the one here, or that of the installation. */
    Path environmentsDirectory() {
        if (environments != null) {
            return environments;
        }
        Path here = Path.of("environments");
        return java.nio.file.Files.isDirectory(here)
                ? here
                : Installation.home().resolve("environments");
    }
}
