package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.protocol.BundleException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code gradlock}: finds the subcommand, runs it, prints its error, exits. */
@Command(
        name = "gradlock",
        description = "Pins numerical environments and proves, bit for bit, whether the gradients agree.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            CompareCommand.class,
            LockCommand.class,
            EnvCommand.class,
            DoctorCommand.class,
            PruneCommand.class
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:reproducible",
            "1:the results differ, or one environment disagrees with itself",
            "2:the input is at fault (usage, spec, lock, bundle)",
            "3:an environment could not be made or did not finish, or results are missing",
            "4:fewer than two results, so nothing was compared"
        },
        footer = {
            "",
            "Example:",
            "  gradlock run                 the main job: every environment of environments/matrix.yml"
        })
public final class Main {
    private static final int HELP_WIDTH = 110;

    private Main() {}

    /** Runs the command line and exits. */
    public static void main(String[] args) {
        System.exit(execute(commandLine(), args));
    }

    /** As picocli's, for errors too: uncaught, they would end the process with 1, which says that results differ. */
    static int execute(CommandLine line, String... args) {
        try {
            return line.execute(args);
        } catch (OutOfMemoryError problem) {
            printError(line.getErr(), problem.toString(), "give the harness more memory: JAVA_TOOL_OPTIONS=-Xmx4g");
        } catch (Error problem) {
            printError(line.getErr(), problem.toString(), "this is not foreseen; the stack below helps to report it");
            problem.printStackTrace(line.getErr());
        }
        return ExitStatus.INCOMPLETE.code();
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        line.setUsageHelpWidth(HELP_WIDTH);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler(Main::usageError);
        line.setExecutionExceptionHandler(Main::executionError);
        return line;
    }

    private static int usageError(ParameterException problem, String[] args) {
        PrintWriter err = problem.getCommandLine().getErr();
        List<String> suggestions =
                problem instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        String name = problem.getCommandLine().getCommandSpec().qualifiedName();
        printError(
                err,
                String.valueOf(problem.getMessage()),
                suggestions.isEmpty() ? name + " --help" : "did you mean " + String.join(" or ", suggestions) + "?");
        return ExitStatus.BAD_INPUT.code();
    }

    private static int executionError(Exception problem, CommandLine line, ParseResult parsed) {
        PrintWriter err = line.getErr();
        if (problem instanceof GradlockException known) {
            String place = known.location() == null ? "" : known.location() + ": ";
            printError(err, place + known.getMessage(), known.hint());
            return known.status().code();
        }
        if (problem instanceof BundleException bundle) {
            printError(err, bundle.location() + ": " + bundle.getMessage(), bundle.hint());
            return ExitStatus.BAD_INPUT.code();
        }
        printError(err, problem.toString(), "this is not foreseen; the stack below helps to report it");
        problem.printStackTrace(err);
        return ExitStatus.INCOMPLETE.code();
    }

    private static void printError(PrintWriter err, String message, String hint) {
        err.println("error: " + message);
        err.println();
        err.println("hint: " + hint);
        err.flush();
    }

    /** Reads the version from the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"gradlock " + Installation.version()};
        }
    }
}
