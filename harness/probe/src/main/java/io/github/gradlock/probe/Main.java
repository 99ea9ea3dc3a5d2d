package io.github.gradlock.probe;

import io.github.gradlock.protocol.SessionWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs a suite inside an environment: one process of a run.
 *
 * <p>Exit status: 0 if all cases were executed, failed ones included; 2 if the arguments are at fault; 3 if the suite is
 * empty or at fault, or results cannot be written; 4 if it ended with its standard input; 5 if tags and globs leave no case.
 */
public final class Main {
    private static final int USAGE = 2;
    private static final int FAILED = 3;
    private static final int NOTHING_SELECTED = 5;

    private Main() {}

    /** Runs the suite that the arguments name; {@code harness/docs/bundle.md} lists them. */
    public static void main(String[] arguments) {
        // Exits even if a suite left threads behind.
        System.exit(run(System.err, arguments));
    }

    static int run(PrintStream err, String... arguments) {
        try {
            ProbeOptions options = ProbeOptions.parse(arguments);
            if (options.dieWithStdin()) {
                Lifeline.hold(System.in);
            }
            Set<Path> roots = SuiteRoots.resolve(options.scan());
            try (SessionWriter session = SessionWriter.create(options.session(), options.iterations());
                    OutputCapture output = OutputCapture.start(options.session().resolve("log.txt"))) {
                new SuiteRun(options, roots, session, output).run();
            }
            return 0;
        } catch (ProbeOptions.UsageException e) {
            return fail(err, USAGE, e.getMessage(), ProbeOptions.USAGE);
        } catch (SuiteRun.NothingSelectedException e) {
            return fail(err, NOTHING_SELECTED, e.getMessage(), e.hint());
        } catch (SuiteRun.SuiteException e) {
            return fail(err, FAILED, e.getMessage(), e.hint());
        } catch (IOException | UncheckedIOException e) {
            return fail(err, FAILED, e.toString(), "check the session folder, and the space on its disk");
        }
    }

    private static int fail(PrintStream err, int status, @Nullable String message, String hint) {
        err.println("error: " + message + "\n\nhint: " + hint);
        return status;
    }
}
