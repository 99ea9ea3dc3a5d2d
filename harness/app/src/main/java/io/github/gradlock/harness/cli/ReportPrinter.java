package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.Reason;
import io.github.gradlock.harness.report.Annotations;
import io.github.gradlock.harness.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Prints the lines of a report, coloured by the word they start with. */
final class ReportPrinter {
    private static final int RED = 31;
    private static final int GREEN = 32;
    private static final int YELLOW = 33;
    private static final Map<String, Integer> STYLES = Map.of(
            "FAILED", RED,
            "Different", RED,
            "✘", RED,
            "INCOMPLETE", YELLOW,
            "Incomplete", YELLOW,
            "ALLOWED", YELLOW,
            "Within policy", YELLOW,
            "warning", YELLOW,
            "Reproducible", GREEN,
            "✔", GREEN);

    private ReportPrinter() {}

    /**
     * Prints a report, then writes its files: a full disk must not cost the verdict.
     *
     * @param folder for the files, null for none
     * @return the verdict's status; if the files could not be written, never {@link ExitStatus#REPRODUCIBLE}
     */
    static ExitStatus print(Console console, Report report, @Nullable Path folder) {
        boolean actions = "true".equals(System.getenv("GITHUB_ACTIONS"));
        lines(report, actions, UUID.randomUUID().toString()).forEach(line -> console.print(styled(console, line)));
        if (console.isJson()) {
            console.document(report.json());
        }
        if (folder == null) {
            return report.status();
        }
        try {
            console.print("report  " + ReportFiles.write(report, folder));
            return report.status();
        } catch (IOException problem) {
            ExitStatus status = report.status() == ExitStatus.REPRODUCIBLE ? ExitStatus.INCOMPLETE : report.status();
            console.failure(new Failure(
                    status,
                    folder.toString(),
                    "the report could not be written: " + Reason.withFile(problem),
                    "make room or give --out another folder; gradlock compare writes it anew from the bundles"));
            return status;
        }
    }

    /**
     * The report, and on GitHub its annotations. There a line of the report could be a command to the runner, since names come
     * from bundles: commands are off while it is printed.
     */
    static List<String> lines(Report report, boolean actions, String token) {
        if (!actions) {
            return report.terminal(null);
        }
        List<String> lines = new ArrayList<>(List.of("::stop-commands::" + token));
        lines.addAll(report.terminal(null));
        lines.add("::" + token + "::");
        lines.addAll(Annotations.of(report));
        return lines;
    }

    private static String styled(Console console, String line) {
        int start = line.length() - line.stripLeading().length();
        for (Map.Entry<String, Integer> style : STYLES.entrySet()) {
            if (line.startsWith(style.getKey(), start)) {
                int end = start + style.getKey().length();
                return line.substring(0, start)
                        + console.styled(style.getValue(), line.substring(start, end))
                        + line.substring(end);
            }
        }
        return line;
    }
}
