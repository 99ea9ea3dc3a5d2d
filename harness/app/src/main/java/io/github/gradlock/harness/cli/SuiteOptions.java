package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.ShellArgument;
import io.github.gradlock.harness.channel.MavenChannel;
import io.github.gradlock.harness.channel.MavenFile;
import io.github.gradlock.harness.channel.Platform;
import io.github.gradlock.harness.run.Suite;
import io.github.gradlock.harness.spec.Repetitions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which suite is run, and how often. */
final class SuiteOptions {
    /** Of either kind of system; the colon behind a drive of Windows separates nothing. */
    static final String SEPARATOR = ";|(?<!(?:^|[;:])[A-Za-z]):|:(?![\\\\/])";

    @Option(
            names = "--suite",
            paramLabel = "SUITE",
            defaultValue = "gradients",
            description = "gradients (default), faults, benchmark; a jar, a folder of jars or of classes, "
                    + "group:artifact:version of Maven; a script that begins with #!, or a folder with a suite.yml.")
    String suite = "gradients";

    @Option(
            names = "--classpath",
            paramLabel = "PATH",
            split = SEPARATOR,
            splitSynopsisLabel = ":",
            description = "Further jars and folders for a suite of your own; tests in them are not run.")
    List<Path> classPath = new ArrayList<>();

    @Option(names = "--iterations", paramLabel = "N", description = "Executions of each case in a process.")
    @Nullable
    Integer iterations;

    @Option(names = "--restarts", paramLabel = "N", description = "Processes for each environment.")
    @Nullable
    Integer restarts;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "0", description = "Seed of the suite (default: 0).")
    long seed;

    @Option(names = "--offline", description = "Pull nothing; what is not here is reported as not run.")
    boolean offline;

    private @Nullable Suite found;

    /** Finds the suite; its class path is hashed once. */
    Suite find() throws IOException {
        Suite known = found == null ? Suite.find(suite, classPath, Installation.home(), artifacts()) : found;
        found = known;
        return known;
    }

    private Suite.Artifacts artifacts() {
        MavenChannel channel = new MavenChannel(System.getenv(), offline);
        return coordinates -> {
            List<Path> files = new ArrayList<>();
            for (MavenFile file : channel.closure(coordinates, Platform.here())) {
                files.add(channel.fetch(file.name(), file.version(), Platform.here()));
            }
            return files;
        };
    }

    /** Returns whether another suite than the default was asked for. */
    boolean isNamed() {
        return !suite.equals("gradients");
    }

    /** Finds the suite that was named here, or else the bundled one of a name. */
    Suite findOr(String name) throws IOException {
        return isNamed() ? find() : Suite.find(name, classPath, Installation.home(), artifacts());
    }

    /** Returns what a command needs to run the same suite, ` --suite faults --seed 7`; nothing where all is as by default. */
    String arguments() {
        StringBuilder text = new StringBuilder();
        if (isNamed()) {
            text.append(" --suite ").append(ShellArgument.quoted(suite));
        }
        if (!classPath.isEmpty()) {
            text.append(" --classpath ")
                    .append(ShellArgument.quoted(
                            classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator))));
        }
        if (seed != 0) {
            text.append(" --seed ").append(seed);
        }
        return text.toString();
    }

    /** Returns what is asked for here, and where nothing is, the default. */
    Repetitions repetitions(Repetitions otherwise) {
        return new Repetitions(
                atLeastOne("--iterations", iterations, otherwise.iterations()),
                atLeastOne("--restarts", restarts, otherwise.restarts()));
    }

    /** Returns what an option gives, or the default. */
    static int atLeastOne(String option, @Nullable Integer given, int otherwise) {
        int value = given == null ? otherwise : given;
        if (value < 1) {
            throw GradlockException.badInput(
                    null, option + " must be 1 or more, not " + value, "leave it out for the default");
        }
        return value;
    }
}
