package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.spec.Nearest;
import io.github.gradlock.protocol.BundleException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
    private static final int LEAST_HELP_WIDTH = 55;
    private static final String UNFORESEEN = "this is not foreseen; the stack below helps to report it";

    private Main() {}

    /** Runs the command line and exits. */
    public static void main(String[] args) {
        CommandLine line = commandLine(args);
        line.setOut(new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        System.exit(execute(line, args));
    }

    /** As picocli's, for errors too: uncaught, they would end the process with 1, which says that results differ. */
    static int execute(CommandLine line, String... args) {
        try {
            return written(line, line.execute(args));
        } catch (OutOfMemoryError problem) {
            return print(line, args, unforeseen(problem, "give the harness more memory: JAVA_TOOL_OPTIONS=-Xmx4g"));
        } catch (Error problem) {
            return printWithStack(line, args, problem);
        } finally {
            line.getOut().flush();
            line.getErr().flush();
        }
    }

    /** What was not written was not said: a full disk or a closed pipe is no success. */
    private static int written(CommandLine line, int exit) {
        if (line.getOut().checkError() && exit == 0) {
            line.getErr().println("error: not everything could be written to standard output");
            return ExitStatus.INCOMPLETE.code();
        }
        return exit;
    }

    /**
     * Returns the parser.
     *
     * @param args what it will parse, see {@link Commands}; none for all commands
     */
    static CommandLine commandLine(String... args) {
        CommandLine line = new CommandLine(new Main());
        Commands.addTo(line, List.of(args));
        line.setUsageHelpWidth(helpWidth(System.getenv("COLUMNS")));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler(Main::usageError);
        line.setExecutionExceptionHandler(Main::executionError);
        return line;
    }

    /** Returns the width of a narrow terminal that tells it; no less than picocli can lay out. */
    static int helpWidth(@Nullable String columns) {
        boolean told = columns != null && columns.matches("[0-9]{1,4}");
        return told ? Math.max(LEAST_HELP_WIDTH, Math.min(HELP_WIDTH, Integer.parseInt(columns))) : HELP_WIDTH;
    }

    private static int usageError(ParameterException problem, String[] args) {
        List<String> suggestions =
                problem instanceof UnmatchedArgumentException unmatched ? suggestions(unmatched) : List.of();
        String name = problem.getCommandLine().getCommandSpec().qualifiedName();
        String hint =
                suggestions.isEmpty() ? name + " --help" : "did you mean " + String.join(" or ", suggestions) + "?";
        return print(
                problem.getCommandLine(),
                args,
                new Failure(
                        ExitStatus.BAD_INPUT,
                        null,
                        String.valueOf(problem.getMessage()).replaceFirst("^Error: ", ""),
                        hint));
    }

    /** Returns what picocli finds alike, else the word that is fewest edits away: of {@code rnu} it finds nothing. */
    private static List<String> suggestions(UnmatchedArgumentException unmatched) {
        if (!unmatched.getSuggestions().isEmpty()) {
            return unmatched.getSuggestions();
        }
        String written = unmatched.getUnmatched().get(0).replaceFirst("=.*", "");
        CommandLine line = unmatched.getCommandLine();
        Collection<String> words = written.startsWith("-")
                ? line.getCommandSpec().optionsMap().keySet()
                : line.getSubcommands().keySet();
        return Nearest.of(written, words).stream().toList();
    }

    private static int executionError(Exception problem, CommandLine line, ParseResult parsed) {
        String[] args = parsed.originalArgs().toArray(String[]::new);
        if (problem instanceof GradlockException known) {
            return print(line, args, failure(known));
        }
        if (problem instanceof BundleException bundle) {
            return print(
                    line,
                    args,
                    new Failure(
                            ExitStatus.BAD_INPUT,
                            bundle.location(),
                            String.valueOf(bundle.getMessage()),
                            bundle.hint()));
        }
        Throwable cause = problem instanceof UncheckedIOException ? problem.getCause() : problem;
        if (cause instanceof IOException unread) {
            return print(line, args, Failure.of(unread));
        }
        return printWithStack(line, args, problem);
    }

    private static int printWithStack(CommandLine line, String[] args, Throwable problem) {
        int exit = print(line, args, unforeseen(problem, UNFORESEEN));
        if (!Interruption.isUnderWay()) {
            problem.printStackTrace(line.getErr());
        }
        return exit;
    }

    private static Failure failure(GradlockException known) {
        return new Failure(known.status(), known.location(), String.valueOf(known.getMessage()), known.hint());
    }

    private static Failure unforeseen(Throwable problem, String hint) {
        return new Failure(ExitStatus.INCOMPLETE, null, problem.toString(), hint);
    }

    /** Tells a person, and the program that asked for a document. */
    private static int print(CommandLine line, String[] args, Failure failure) {
        if (Interruption.isUnderWay()) {
            // What fails because a person interrupted the command is no news to them.
            return failure.status().code();
        }
        failure.print(line.getErr());
        if (Failure.wantsDocument(List.of(args))) {
            line.getOut().println(JsonText.of(failure.document()));
        }
        return failure.status().code();
    }

    /** Reads the version from the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"gradlock " + Installation.version()};
        }
    }
}
